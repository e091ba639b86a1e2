import type { Environment } from './environment.ts';

/** What processes of ours may need: to find programs and libraries, folders, sound servers and graphics cards. */
const NEEDED: readonly RegExp[] = [
  /^(?:PATH|PATHEXT|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TZ|TERM|TMP|TEMP|TMPDIR|XDG_\w+)$/u,
  // Windows.
  /^(?:SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|USERNAME|USERPROFILE|HOMEDRIVE|HOMEPATH|PROGRAM(?:DATA|FILES)\S*)$/u,
  /^(?:COMMONPROGRAM\S+|APPDATA|LOCALAPPDATA|ALLUSERSPROFILE|PUBLIC|OS|NUMBER_OF_PROCESSORS|PROCESSOR_\w+)$/u,
  // Libraries, and the programs that load them.
  /^(?:LD_\w+|DYLD_\w+|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|NODE_USE_SYSTEM_CA|NODE_TLS_REJECT_UNAUTHORIZED)$/u,
  /^(?:NODE_V8_COVERAGE|SSL_CERT_FILE|SSL_CERT_DIR|MALLOC_\w+|UV_\w+)$/u,
  // Sound, and the session that its servers belong to.
  /^(?:PULSE_\w+|PIPEWIRE_\w+|ALSA_\w+|JACK_\w+|PA_\w+|DBUS_SESSION_BUS_ADDRESS|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY)$/u,
  // Graphics cards and threads.
  /^(?:CUDA_\w+|NVIDIA_\w+|GPU_\w+|HIP_\w+|ROCR_\w+|ROCM_\w+|HSA_\w+|VK_\w+|VULKAN_\w+|MESA_\w+|DRI_PRIME)$/u,
  /^(?:ZE_\w+|SYCL_\w+|ONEAPI_\w+|GGML_\w+|ORT_\w+|OMP_\w+|KMP_\w+|GOMP_\w+|OPENBLAS_\w+|MKL_\w+|DISABLE_LAYER_\w+)$/u,
];

/** A name such as NVIDIA_API_KEY. */
const SECRET = /KEY|TOKEN|SECRET|PASSW|CREDENTIAL/u;

/**
 * The part of an environment that the processes and threads of this program get. Keys of vendors, and all else that
 * nobody there needs, is left out: they run native code, which reads files of others.
 */
export function childEnvironment(environment: Environment): NodeJS.ProcessEnv {
  const needed = Object.entries(environment).filter(([given]) => {
    // Windows has them in any case.
    const name = given.toUpperCase();
    return NEEDED.some((pattern) => pattern.test(name)) && !SECRET.test(name);
  });
  return Object.fromEntries(needed);
}
