import { describeState } from '../engine/obs/obs-state.ts';
import { locateSources } from '../engine/obs/locate-sources.ts';
import { readState } from '../engine/obs/read-state.ts';
import { obsAddress } from '../engine/obs/obs-address.ts';
import { overlayAddress, withObs, type ObsTools } from './obs-session.ts';
import type { ObsStatusOptions } from './own-options.ts';
import { printable, printJson, printLine, styles } from './print.ts';

/**
 * `overlingo obs status`: what OBS does, and where it shows the overlay.
 * @throws EngineError `obs-…` where OBS cannot be reached or refuses.
 */
export async function runObsStatus({ json }: ObsStatusOptions, tools: ObsTools): Promise<void> {
  const {
    config,
    terminal: { stdout },
  } = tools;
  await withObs(tools, async ({ call, versions }) => {
    const address = obsAddress(config.obs);
    const state = await readState(call);
    const { baseWidth: width, baseHeight: height } = await call('GetVideoSettings');
    const overlay = overlayAddress(config);
    const sources = await locateSources(call, overlay);
    if (json) {
      printJson(stdout, { address, versions, canvas: { width, height }, ...state, overlay, sources });
      return;
    }
    const { obs, webSocket } = versions;
    printLine(stdout, printable`${styles.bold(`OBS ${obs}`)}, obs-websocket ${webSocket}, at ${address}`);
    printLine(stdout, `${describeState(state)}; canvas ${width} x ${height}`);
    for (const { name, url, scenes } of sources) {
      const places = scenes.map(({ scene, visible }) => `"${scene}"${visible ? '' : ' (hidden)'}`).join(', ');
      printLine(stdout, printable`${styles.bold(name)}  ${url}  ${places === '' ? 'in no scene' : `in ${places}`}`);
    }
    if (sources.length === 0) printLine(stdout, `No source shows ${overlay}: overlingo obs setup adds one.`);
  });
}
