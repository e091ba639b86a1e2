import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { CaptionSender } from '../../../../src/engine/obs/caption-sender.ts';
import type { ObsCall } from '../../../../src/engine/obs/obs-connection.ts';
import { ObsRequestError } from '../../../../src/engine/obs/request-fault.ts';
import type { StatusNotice } from '../../../../src/protocol/status.ts';

/** A sender with an OBS that answers each caption as `answer` does. */
function sender(answer: () => void = () => undefined, knows = true) {
  const notices: StatusNotice[] = [];
  const sent: unknown[] = [];
  const captions = new CaptionSender({ log: silentLog, notify: (notice) => notices.push(notice) });
  const call = ((...request: unknown[]) => {
    sent.push(request);
    answer();
    return Promise.resolve({});
  }) as unknown as ObsCall;
  captions.use({ call, knows: () => knows }, true);
  return { captions, notices, sent };
}

function fails(error: Error): () => never {
  return () => {
    throw error;
  };
}

describe('captions for the stream of OBS', () => {
  it('are sent while OBS is connected', async () => {
    const { captions, sent } = sender();
    await captions.send('Good evening.');
    captions.lose();
    await captions.send('Nobody is there.');
    expect(sent).toEqual([['SendStreamCaption', { captionText: 'Good evening.' }]]);
  });

  it('are no fault where nothing is streamed, or the connection is lost', async () => {
    const refused = sender(fails(new ObsRequestError('SendStreamCaption', 501)));
    await refused.captions.send('Good evening.');
    expect(refused.notices).toEqual([]);
    const lost = sender(fails(new EngineError('obs-unreachable', 'OBS has ended.')));
    await lost.captions.send('Good evening.');
    expect(lost.notices).toEqual([]);
  });

  it('are told of once where OBS refuses them, and again by other settings', async () => {
    const { captions, notices } = sender(fails(new ObsRequestError('SendStreamCaption', 702)));
    await captions.send('secret words');
    await captions.send('secret words');
    expect(notices).toMatchObject([{ level: 'warning', code: 'obs-refused', stage: 'obs' }]);
    captions.forget();
    await captions.send('secret words');
    expect(notices).toHaveLength(2);
    expect(JSON.stringify(notices)).not.toContain('secret');
  });

  it('are told of where OBS does not know them, only if somebody wants them', () => {
    const { captions, notices, sent } = sender(undefined, false);
    expect(notices.map(({ message }) => message)).toEqual(['This OBS cannot write captions into its stream.']);
    captions.forget();
    captions.use({ call: (() => undefined) as unknown as ObsCall, knows: () => false }, false);
    expect(notices).toHaveLength(1);
    expect(sent).toEqual([]);
  });
});
