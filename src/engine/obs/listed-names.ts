import type { ObsCall } from './obs-connection.ts';

/** Names of the inputs. @param inputKind of this kind only; of every kind where absent. */
export async function inputNames(call: ObsCall, inputKind?: string): Promise<readonly string[]> {
  const { inputs } = await call('GetInputList', inputKind === undefined ? undefined : { inputKind });
  return textsOf(inputs, 'inputName');
}

/** Names of the scenes, and the one that viewers see. */
export async function sceneNames(call: ObsCall): Promise<{ readonly all: readonly string[]; readonly shown: string }> {
  const { scenes, currentProgramSceneName: shown } = await call('GetSceneList');
  return { all: textsOf(scenes, 'sceneName'), shown };
}

function textsOf(list: readonly object[], field: string): readonly string[] {
  return list.flatMap((item) => {
    const text = (item as Readonly<Record<string, unknown>>)[field];
    return typeof text === 'string' ? [text] : [];
  });
}
