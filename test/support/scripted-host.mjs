// A host process that speaks the host protocol and behaves as its script says, for what a real model does too rarely or too
// slowly: crashes, hangs, long decodes. The script is JSON in the field `model` of a remote configuration:
//   { delayMs, crashAtDecode, hangAtDecode, failLoad }   (numbers count decodes of this process from 1)
// Its text is one word for every 500 ms of audio: "w1 w2 w3 ..."; it counts the decodes that it was asked for.
const sessions = new Map();
let script = {};
let decodes = 0;

process.on('message', (message) => {
  switch (message.type) {
    case 'load':
      script = JSON.parse(message.config.model);
      if (script.failLoad) process.exit(7);
      process.send({
        type: 'ready',
        info: {
          engine: 'scripted',
          device: 'none',
          model: 'script',
          capabilities: { partials: true, translatesToEnglish: true, prompt: false, languages: 'any' },
          warnings: [],
        },
      });
      break;
    case 'open':
      sessions.set(message.utteranceId, 0);
      break;
    case 'audio':
      sessions.set(message.utteranceId, sessions.get(message.utteranceId) + message.samples.length);
      break;
    case 'decode': {
      decodes += 1;
      if (decodes === script.crashAtDecode) process.kill(process.pid, 'SIGKILL');
      if (decodes === script.hangAtDecode) break;
      const { requestId, utteranceId, options } = message;
      const heard = Math.min(sessions.get(utteranceId), options.sampleCount);
      const text = Array.from({ length: Math.max(1, Math.floor(heard / 8000)) }, (_, index) => `w${index + 1}`).join(
        ' ',
      );
      const hypothesis = { text: `${text}${options.final ? '.' : ''}`, language: 'en', endedByLength: false };
      setTimeout(() => process.send({ type: 'hypothesis', requestId, hypothesis }), script.delayMs ?? 0);
      break;
    }
    case 'close':
      sessions.delete(message.utteranceId);
      break;
  }
});
process.on('disconnect', () => process.exit());
