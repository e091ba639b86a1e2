// A recogniser that streams, for a real host process: it hears the sound of `spokenWords`, in which each half second is a word,
// told by the value of its samples. A word is committed once so much sound lies behind it as the model looks ahead, and is
// tentative before. Every fifth word ends a sentence. Its script:
//   { lookAheadMs, openStreams }   what it declares
//   { feedMs }                     how long a feed takes
//   { slowAtFeed, crashAtFeed, hangAtFeed, failAtFeed }   counted in this process from 1, finishes too; `failAtFeed` fails from there on
//   { longestMs }                  fails a stream that has heard more
//   { times: false, marks: false } gives no times of words, writes no marks
//   { revises: true }              writes all that is committed in another way from its tenth word on, which it must not
const WORD_SAMPLES = 8000;
const VALUE_PER_WORD = 1 / 20_000;
const LOUD = 0.05;

let feeds = 0;

class WordStream {
  #script;
  #runs = [];
  #length = 0;
  #finished = false;

  constructor(script) {
    this.#script = script;
  }

  async feed(samples, signal) {
    feeds += 1;
    const { slowAtFeed, crashAtFeed, hangAtFeed, failAtFeed = Infinity } = this.#script;
    if (feeds === crashAtFeed) process.kill(process.pid, 'SIGKILL');
    if (feeds === hangAtFeed) await new Promise(() => undefined);
    if (feeds >= failAtFeed) throw new Error('a script failed');
    if (this.#length / 16 > (this.#script.longestMs ?? Infinity)) throw new Error('The stream has heard too much.');
    if (this.#finished) throw new Error('The stream is finished.');
    for (const sample of samples) {
      const number = sample < LOUD ? -1 : Math.round((sample - LOUD) / VALUE_PER_WORD);
      const run = this.#runs.at(-1);
      if (run?.number === number) run.end += 1;
      else if (number >= 0) this.#runs.push({ number, start: this.#length, end: this.#length + 1 });
      else this.#runs.push({ number, start: this.#length, end: this.#length });
      this.#length += 1;
    }
    const feedMs = feeds === slowAtFeed ? 3_600_000 : (this.#script.feedMs ?? 0);
    if (feedMs > 0)
      await new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, feedMs);
        signal?.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)), { once: true });
      });
    return this.#text();
  }

  async finish(signal) {
    if (!this.#finished) {
      const text = await this.feed(new Float32Array(0), signal);
      this.#finished = true;
      void text;
    }
    return this.#text();
  }

  reset() {
    this.#runs = [];
    this.#length = 0;
    this.#finished = false;
  }

  close() {
    this.reset();
  }

  #text() {
    const { lookAheadMs = 300, times = true, marks = true, revises = false } = this.#script;
    const heard = this.#runs.filter(({ number, start, end }) => number >= 0 && end - start >= WORD_SAMPLES / 4);
    const isCommitted = ({ end }) => this.#finished || end + lookAheadMs * 16 <= this.#length;
    const count = heard.findIndex((run) => !isCommitted(run));
    const committed = count === -1 ? heard.length : count;
    const texts = heard.map(({ number }, index) => {
      const first = number % 5 === 0 && marks ? 'W' : 'w';
      const revised = revises && committed >= 10 ? 'v' : first;
      return `${index === 0 ? '' : ' '}${revised}${number}${number % 5 === 4 && marks ? '.' : ''}`;
    });
    const words = heard.map(({ start, end }, index) => ({ text: texts[index], startMs: start / 16, endMs: end / 16 }));
    return {
      committed: texts.slice(0, committed).join(''),
      tentative: texts.slice(committed).join(''),
      language: 'en',
      ...(times ? { words } : {}),
    };
  }
}

export function open(script) {
  const { lookAheadMs = 300, openStreams = 16 } = script;
  return Promise.resolve({
    info: {
      library: 'scripted',
      device: 'none',
      model: 'words',
      capabilities: { partials: true, translatesToEnglish: false, prompt: false, languages: 'any' },
      streaming: { openStreams, lookAheadMs },
      warnings: [],
    },
    openStream: () => new WordStream(script),
    close: () => Promise.resolve(),
  });
}
