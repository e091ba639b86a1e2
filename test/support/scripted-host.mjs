// A host process that speaks the host protocol and behaves as its script says, for what a real model does too rarely or too
// slowly: crashes, hangs, long decodes. The script is JSON in the field `model` of a remote configuration:
//   { delayMs, crashAtDecode, hangAtDecode, failLoad, hangLoad, deaf }   (numbers count decodes of this process from 1; one that is
//   deaf does not stop when it is told to)
// Its text is one word for every 500 ms of audio: "w1 w2 w3 ..."; it counts the decodes that it was asked for.
//   { talk: true }   words have times and numbers by the place of the sound in its source, which the first sample of a
//   frame tells in frames / 100,000; every fifth one ends a sentence
//   { unheardFrom: 7 }   with `talk`: a sound that begins before that word is heard up to it only, as where the language
//   changes there
//   { skipsTo: 7 }   with `talk`: what goes on behind that word is heard from it on only, and all sound before counts to it
//   { drifts: true }   its text is Spanish and told to be English, as by a decoder that has drifted, until it is asked for
//   Spanish
const sessions = new Map();
let script = {};
let decodes = 0;
let running;

process.on('message', (message) => {
  switch (message.type) {
    case 'load':
      script = JSON.parse(message.config.model);
      if (script.failLoad) process.exit(7);
      if (script.hangLoad) break;
      process.send({
        type: 'ready',
        info: {
          library: 'scripted',
          device: 'none',
          model: 'script',
          capabilities: { partials: true, translatesToEnglish: true, prompt: false, languages: 'any' },
          warnings: [],
        },
      });
      break;
    case 'open':
      sessions.set(message.utteranceId, { length: 0, start: 0, language: message.options.language });
      break;
    case 'audio': {
      const session = sessions.get(message.utteranceId);
      if (session.length === 0) session.start = Math.round(message.samples[0] * 100_000) * 512;
      session.length += message.samples.length;
      break;
    }
    case 'decode': {
      decodes += 1;
      if (decodes === script.crashAtDecode) process.kill(process.pid, 'SIGKILL');
      if (decodes === script.hangAtDecode) break;
      const { requestId, utteranceId, options } = message;
      const { length, start, language } = sessions.get(utteranceId);
      const heard = Math.min(length, options.sampleCount);
      const hear = script.drifts ? () => drifted(language) : script.talk ? talk : count;
      const hypothesis = hear(start, heard, options.final);
      running = setTimeout(() => process.send({ type: 'hypothesis', requestId, hypothesis }), script.delayMs ?? 0);
      break;
    }
    case 'abort': {
      if (script.deaf) break;
      clearTimeout(running);
      const error = { code: 'recognizer-failed', message: 'The decode was given up.', retryable: false };
      process.send({ type: 'decode-failed', requestId: message.requestId, error });
      break;
    }
    case 'close':
      sessions.delete(message.utteranceId);
      break;
  }
});

/** A word for each half second of sound. */
function count(_start, heard, final) {
  const words = Array.from({ length: Math.max(1, Math.floor(heard / 8000)) }, (_, index) => `w${index + 1}`);
  return { text: `${words.join(' ')}${final ? '.' : ''}`, language: 'en', endedByLength: false };
}

/** The same whatever is said. */
function drifted(language) {
  const text = 'Hoy vamos a jugar un rato con todos vosotros.';
  if (language === 'es') return { text, language, endedByLength: false };
  return { text, language: 'en', endedByLength: false, otherLanguage: { whole: true, language: 'es' } };
}

/** Half a second of sound is a word; a word counts where more than half of it is there. */
function talk(start, heard, final) {
  const first = Math.round(start / 8000);
  const words = [];
  let number = first;
  for (; (number + (final ? 0.5 : 1)) * 8000 <= start + heard; number += 1) {
    if (number === script.unheardFrom && first < number) break;
    const word = `${number % 5 === 0 ? 'W' : 'w'}${number}${number % 5 === 4 ? '.' : ''}`;
    const startMs = Math.max(0, (number * 8000 - start) / 16);
    words.push({ text: (words.length === 0 ? '' : ' ') + word, startMs, endMs: startMs + 500, probability: 0.9 });
  }
  if (script.skipsTo > first && number > script.skipsTo) {
    const kept = words.splice(0, Math.max(0, script.skipsTo - first));
    words[0] = { ...words[0], text: words[0].text.trim(), startMs: kept[0].startMs };
  }
  const text = words.map(({ text }) => text).join('');
  const clear = { averageLogProbability: -0.2, noSpeechProbability: 0.1 };
  return { text, language: 'en', endedByLength: false, words, ...clear };
}

process.on('disconnect', () => process.exit());
