// The module that a host process imports for `dummyRecognizer`: it says the same of every sound.

export function open({ text }, { log }) {
  log.debug('The dummy is open.');
  return Promise.resolve({
    info: {
      library: 'nothing',
      device: 'CPU',
      model: 'dummy',
      capabilities: { partials: true, translatesToEnglish: false, prompt: false, languages: 'any' },
      warnings: [],
    },
    open: ({ language }) => ({
      push: () => undefined,
      decode: () => Promise.resolve({ text, language, endedByLength: false }),
      close: () => undefined,
    }),
    close: () => Promise.resolve(),
  });
}
