import { expect, it } from 'vitest';
import { silentLog } from '../../../../src/engine/log.ts';
import { Metrics } from '../../../../src/engine/pipeline/metrics.ts';
import { StatusBoard } from '../../../../src/engine/run/status-board.ts';
import { Translators } from '../../../../src/engine/run/translators.ts';
import { NO_SETTINGS } from '../../../../src/engine/settings-section.ts';
import { translationSection } from '../../../../src/engine/translation/settings.ts';
import type { TranslatorDefinition } from '../../../../src/engine/translation/translator-definition.ts';
import type { Translator } from '../../../../src/engine/translation/translator.ts';
import { ManualClock, settle } from '../../../../src/testing/manual-clock.ts';
import { ScriptedTranslator } from '../../../../src/testing/scripted-translator.ts';
import { runtimeFiles } from '../../../support/files.ts';

/** A chain of one translator, which is opened whenever `opened` says so. */
function openedBy(opened: Promise<Translator>) {
  const late: TranslatorDefinition<typeof NO_SETTINGS> = {
    name: 'late',
    settings: NO_SETTINGS,
    needs: [],
    limits: { firstTextMs: 1000, stallMs: 1000, totalMs: 1000 },
    open: () => opened,
    probe: () => Promise.resolve({ available: true }),
  };
  const clock = new ManualClock();
  const metrics = new Metrics();
  const translators = new Translators({
    settings: translationSection([late]).parse({ targets: ['en'], translators: ['late'] }),
    added: [late],
    files: runtimeFiles,
    environment: {},
    log: silentLog,
    clock,
    metrics,
    status: new StatusBoard(metrics),
    terms: () => undefined,
    hasViewers: () => true,
    notify: () => undefined,
    speech: { translate: () => Promise.resolve('') },
  });
  void translators.targets().catch(() => undefined);
  return { translators, clock };
}

it('waits 5 s at the end for a translator that is still being opened', async () => {
  const { translators, clock } = openedBy(new Promise<Translator>(() => undefined));
  let closed = false;
  void translators.close().then(() => (closed = true));
  await clock.advance(4900);
  expect(closed).toBe(false);
  await clock.advance(200);
  expect(closed).toBe(true);
});

it('closes a translator that is opened too late', async () => {
  let open: (translator: Translator) => void = () => undefined;
  const { translators, clock } = openedBy(new Promise((resolve) => (open = resolve)));
  const closing = translators.close();
  await clock.advance(5000);
  await closing;
  const translator = new ScriptedTranslator();
  let isClosed = false;
  open(
    Object.assign(translator, {
      close: () => {
        isClosed = true;
        return Promise.resolve();
      },
    }),
  );
  await settle();
  expect(isClosed).toBe(true);
});
