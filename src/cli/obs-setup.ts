import { EngineError } from '../engine/errors.ts';
import { isThisComputer } from '../engine/obs/obs-address.ts';
import type { ObsCall } from '../engine/obs/obs-connection.ts';
import { carryOutRemoval, planRemoval, type PlannedRemoval } from '../engine/obs/remove-sources.ts';
import { positionOf } from '../engine/obs/overlay-url.ts';
import { planSetup, type PlannedSource } from '../engine/obs/setup-plan.ts';
import { carryOut } from '../engine/obs/setup-steps.ts';
import { checkBrowserSource, viewForSetup } from '../engine/obs/setup-view.ts';
import { findPortHolder } from '../engine/server/port-holder.ts';
import { canonicalTag } from '../protocol/language/parse-language.ts';
import { describeRemoval, describeSetup } from './obs-setup-lines.ts';
import { overlayAddress, withObs, type ObsTools } from './obs-session.ts';
import type { ObsSetupOptions } from './own-options.ts';
import { printJson, printLine, printable } from './print.ts';

/**
 * `overlingo obs setup`: puts the overlay into a scene, puts right what is there, or takes it out.
 * @throws EngineError `obs-…` where OBS cannot be reached or refuses, `usage` where the options do not go together.
 */
export async function runObsSetup(options: ObsSetupOptions, tools: ObsTools): Promise<void> {
  check(options, tools);
  await withObs(tools, async ({ call }) => {
    await (options.remove ? remove(call, options, tools) : setUp(call, options, tools));
  });
}

async function setUp(call: ObsCall, options: ObsSetupOptions, tools: ObsTools): Promise<void> {
  const { config, terminal } = tools;
  const { scene: wantedScene, language, layout, dryRun } = options;
  const overlay = overlayAddress(config);
  await checkBrowserSource(call, overlay);
  const view = await viewForSetup(call, { scene: wantedScene, overlay });
  const languages = [...new Set(language.map((tag) => canonicalTag(tag) ?? tag))];
  const wanted = languages.length === 0 ? [{ layout }] : languages.map((tag) => ({ language: tag, layout }));
  const sources = planSetup(view, { overlay, wanted });
  if (!dryRun) await carryOut(call, view.scene, sources);
  const { scene } = view;
  if (options.json) {
    const changed = sources.some(({ steps }) => steps.length > 0);
    printJson(terminal.stdout, { scene, dryRun, changed, sources });
    return;
  }
  for (const line of describeSetup({ scene, dryRun, sources })) printLine(terminal.stdout, line);
  await tellOfRest(sources, tools);
}

/** What OBS cannot put right. */
async function tellOfRest(sources: readonly PlannedSource[], { config, terminal }: ObsTools): Promise<void> {
  if (new Set(sources.map(({ url }) => positionOf(url))).size < sources.length) {
    const where = 'Some stand over each other: hide them in OBS, or give them a scene of their own.';
    printLine(terminal.stdout, where);
  }
  const dock = overlayAddress(config).replace(/\/overlay$/u, '/dock');
  printLine(terminal.stdout, printable`The controls go into a dock: Docks, Custom Browser Docks, ${dock}`);
  const { isOverlingo } = await findPortHolder('127.0.0.1', config.server.port);
  if (isOverlingo) return;
  printLine(terminal.stdout, 'The overlay stays empty until Overlingo runs: start it with overlingo start --obs.');
}

async function remove(
  call: ObsCall,
  { scene: wantedScene, language, dryRun, json }: ObsSetupOptions,
  { config, terminal: { stdout } }: ObsTools,
): Promise<void> {
  const view = await viewForSetup(call, { scene: wantedScene, overlay: overlayAddress(config) });
  const onlyFromScene = wantedScene !== undefined;
  const removed: readonly PlannedRemoval[] = planRemoval(view, { languages: language, onlyFromScene });
  if (!dryRun) await carryOutRemoval(call, view.scene, removed);
  const scene = onlyFromScene ? view.scene : undefined;
  if (json) printJson(stdout, { scene, dryRun, changed: removed.length > 0, removed });
  else for (const line of describeRemoval({ scene, dryRun, removed })) printLine(stdout, line);
}

function check({ remove: removes, layout }: ObsSetupOptions, { config: { obs, server } }: ObsTools): void {
  if (server.port === 0) {
    throw new EngineError('usage', 'The overlay has no address that OBS could keep: its port is any free one.', {
      hint: 'Give --port the port of the pages, and the same one to overlingo start.',
    });
  }
  if (removes && layout !== undefined) {
    throw new EngineError('usage', '--layout has no effect: overlays are removed, whatever they show.', {
      hint: 'Leave out --layout or --remove.',
    });
  }
  if (isThisComputer(obs.host)) return;
  throw new EngineError(
    'usage',
    `The overlay cannot be put into OBS on ${obs.host}: it is there for this computer only.`,
    {
      hint: 'Run Overlingo on the computer with OBS, and send it the sound, see docs/overlay.md#other-devices.',
    },
  );
}
