import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../../src/engine/child-environment.ts';

describe('the environment of processes and threads', () => {
  it.each([
    ...[
      'PATH',
      'Path',
      'HOME',
      'LANG',
      'LC_ALL',
      'XDG_RUNTIME_DIR',
      'TMPDIR',
      'SystemRoot',
      'APPDATA',
      'ProgramFiles(x86)',
    ],
    ...['PULSE_SERVER', 'PIPEWIRE_REMOTE', 'ALSA_CARD', 'DBUS_SESSION_BUS_ADDRESS', 'JACK_DEFAULT_SERVER'],
    ...['CUDA_VISIBLE_DEVICES', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'VK_ICD_FILENAMES', 'GGML_VK_VISIBLE_DEVICES'],
    ...['NVIDIA_VISIBLE_DEVICES', 'ROCR_VISIBLE_DEVICES', 'OMP_NUM_THREADS', 'NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'],
  ])('has %s', (name) => {
    expect(childEnvironment({ [name]: 'value' })).toEqual({ [name]: 'value' });
  });

  it.each([
    ...['DEEPL_API_KEY', 'OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'MISTRAL_API_KEY', 'GROQ_API_KEY', 'GEMINI_API_KEY'],
    ...[
      'NVIDIA_API_KEY',
      'XDG_SECRET',
      'PULSE_PASSWORD',
      'CUDA_TOKEN',
      'AWS_SECRET_ACCESS_KEY',
      'GITHUB_TOKEN',
      'SPEECH',
    ],
    ...[
      'HTTPS_PROXY',
      'https_proxy',
      'ALL_PROXY',
      'OVERLINGO_TOKEN',
      'npm_config__auth',
      'MY_OWN',
      'PATHOLOGY',
      'HOMEKEY',
    ],
  ])('has no %s', (name) => {
    expect(childEnvironment({ [name]: 'value' })).toEqual({});
  });
});
