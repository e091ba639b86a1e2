import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

interface ObsFiles {
  readonly home: string;
  readonly port: number;
  readonly password: string;
  readonly canvas: { readonly width: number; readonly height: number };
  /** Whether it has browser sources, which builds of distributions lack. */
  readonly browserSource: boolean;
}

type Sections = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

/** Writes what OBS finds at its start: its server switched on, a small canvas, one scene, and no wizard. */
export async function writeObsFiles(files: ObsFiles): Promise<void> {
  const { home, port, password, canvas, browserSource } = files;
  const folder = path.join(home, '.config', 'obs-studio');
  const put = async (name: string, text: string): Promise<void> => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const general: Sections = {
    General: { FirstRun: true, EnableAutoUpdates: false },
    Basic: { Profile: 'Test', ProfileDir: 'Test', SceneCollection: 'Test', SceneCollectionFile: 'Test' },
  };
  const server = { FirstLoad: false, ServerEnabled: true, AlertsEnabled: false, AuthRequired: true };
  // The server's settings are in the first file up to obs-websocket 5.4, and in the third from 5.5 on.
  await put('global.ini', ini({ ...general, OBSWebSocket: { ...server, ServerPort: port, ServerPassword: password } }));
  await put('user.ini', ini(general));
  const newer = { first_load: false, server_enabled: true, server_port: port, alerts_enabled: false };
  await put(
    'plugin_config/obs-websocket/config.json',
    JSON.stringify({ ...newer, auth_required: true, server_password: password }),
  );
  await put('basic/profiles/Test/basic.ini', ini(profile(home, canvas)));
  await put('basic/scenes/Test.json', JSON.stringify(scenes(browserSource)));
}

/** Few pictures a second cost little. A recording of a quality of its own can be paused. */
function profile(home: string, { width, height }: ObsFiles['canvas']): Sections {
  return {
    General: { Name: 'Test' },
    Output: { Mode: 'Simple' },
    SimpleOutput: { FilePath: home, RecFormat: 'mkv', RecFormat2: 'mkv', RecQuality: 'Small', RecEncoder: 'x264' },
    Video: { BaseCX: width, BaseCY: height, OutputCX: width, OutputCY: height, FPSType: 1, FPSInt: 10 },
  };
}

function scenes(browserSource: boolean): object {
  const script = { path: path.join(import.meta.dirname, 'browser-source.lua'), settings: {} };
  return {
    name: 'Test',
    current_scene: 'Main',
    current_program_scene: 'Main',
    scene_order: [{ name: 'Main' }, { name: 'Pause' }],
    sources: ['Main', 'Pause'].map((name) => ({ id: 'scene', name, settings: {} })),
    modules: { 'scripts-tool': browserSource ? [script] : [] },
  };
}

function ini(sections: Sections): string {
  return Object.entries(sections)
    .map(
      ([name, values]) =>
        `[${name}]\n${Object.entries(values)
          .map(([key, value]) => `${key}=${value}\n`)
          .join('')}`,
    )
    .join('\n');
}
