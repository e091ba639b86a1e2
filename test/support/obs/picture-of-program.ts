import type { RealObs } from './real-obs.ts';

/** What viewers see: pixels from the top left on, each red, green and blue from 0 to 255. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixel: (x: number, y: number) => readonly [red: number, green: number, blue: number];
}

/** The picture of the scene that viewers see. */
export async function pictureOfProgram(obs: RealObs): Promise<Picture> {
  const data = await obs.with(async (client) => {
    const { currentProgramSceneName } = await client.call('GetCurrentProgramScene');
    const wanted = { sourceName: currentProgramSceneName, imageFormat: 'bmp' };
    return (await client.call('GetSourceScreenshot', wanted)).imageData;
  });
  const bmp = Buffer.from(data.slice(data.indexOf(',') + 1), 'base64');
  const [pixels, width, height] = [bmp.readUInt32LE(10), bmp.readInt32LE(18), Math.abs(bmp.readInt32LE(22))];
  const bytes = bmp.readUInt16LE(28) / 8;
  const stride = Math.ceil((width * bytes) / 4) * 4;
  const isUpsideDown = bmp.readInt32LE(22) > 0;
  return {
    width,
    height,
    pixel: (x, y) => {
      const at = pixels + (isUpsideDown ? height - 1 - y : y) * stride + x * bytes;
      return [bmp[at + 2] ?? 0, bmp[at + 1] ?? 0, bmp[at] ?? 0];
    },
  };
}

/** How many pixels of a picture are as bright as letters of a caption, in its lower half and in its upper one. */
export function brightPixels({ width, height, pixel }: Picture): { readonly lower: number; readonly upper: number } {
  const count = { lower: 0, upper: 0 };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (pixel(x, y).every((value) => value > 200)) count[y < height / 2 ? 'upper' : 'lower'] += 1;
    }
  }
  return count;
}
