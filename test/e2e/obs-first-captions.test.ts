import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../src/testing/eventually.ts';
import { launchChromium } from '../support/chromium.ts';
import { temporaryFolder } from '../support/audio/audio-support.ts';
import { freePort } from '../support/obs/free-port.ts';
import { brightPixels, pictureOfProgram } from '../support/obs/picture-of-program.ts';
import { obsMissing, RealObs } from '../support/obs/real-obs.ts';
import { startCli } from '../support/run-cli.ts';

const probe = await launchChromium('127');
await probe.browser?.close();
const missing = obsMissing() ?? probe.reason;

describe.skipIf(missing !== undefined)(`somebody new${missing ? ` (${missing})` : ''}`, () => {
  it('sees captions in the picture of OBS after one command, with nothing given but the password', async () => {
    using folder = temporaryFolder();
    const picture = path.join(folder.path, 'page.png');
    await using obs = await RealObs.start({ environment: { OVERLINGO_TEST_PICTURE: picture } });
    // Those of a real one are known; beside other tests they are not free.
    const [port, obsPort] = [String(await freePort()), String(obs.port)];
    const environment = { ...process.env, OVERLINGO_OBS_PASSWORD: obs.password };
    expect(brightPixels(await pictureOfProgram(obs))).toEqual({ lower: 0, upper: 0 });

    const demo = startCli(['demo', '--no-open', '--once', '--port', port], environment);
    const setup = startCli(['obs', 'setup', '--port', port, '--obs-port', obsPort], environment);
    setup.child.stdin.end();
    expect(await setup.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('created') as string });
    const { inputSettings } = await obs.with((client) =>
      client.call('GetInputSettings', { inputName: 'Overlingo captions' }),
    );
    const { url, width, height } = inputSettings as { url: string; width: number; height: number };

    // What the browser inside of OBS does, where there is one: it has the page, and draws it without a background.
    const { browser } = await launchChromium('127');
    try {
      const page = await browser!.newPage({ viewport: { width, height } });
      await eventually(() => page.goto(url), 30_000);
      await eventually(async () => {
        await writeFile(`${picture}.new`, await page.screenshot({ omitBackground: true }));
        await rename(`${picture}.new`, picture);
        const { lower, upper } = brightPixels(await pictureOfProgram(obs));
        expect(lower).toBeGreaterThan(300);
        expect(upper).toBe(0);
      }, 45_000);
      expect(await page.evaluate(`document.querySelector('.caption-line').textContent`)).toMatch(/\p{L}{3}/u);
    } finally {
      await browser?.close();
      demo.child.kill('SIGINT');
      await demo.ended;
    }
  }, 300_000);
});
