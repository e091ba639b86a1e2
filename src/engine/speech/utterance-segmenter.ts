import type { UtteranceId } from '../../protocol/caption-event.ts';
import { FRAME_SAMPLES, msToSamples, rootMeanSquare, samplesToMs, type AudioFrame } from '../audio/audio-frame.ts';
import type { SpeechEnd, SpeechEvent, UtteranceEndReason } from '../pipeline/speech-event.ts';

/** All durations are media time. */
export interface SegmenterSettings {
  /** Speech must last this long to begin an utterance. */
  readonly onsetMs: number;
  /** Sound kept from before the onset, so that soft first sounds are not cut. */
  readonly preRollMs: number;
  /** Silence after which an utterance is probably over. */
  readonly softEndMs: number;
  /** Silence after which an utterance is over. */
  readonly hangOverMs: number;
  /** An utterance that reaches this length is cut. */
  readonly maxUtteranceMs: number;
  /** The cut is made at the quietest frame of this much of its end. */
  readonly cutSearchMs: number;
}

export const DEFAULT_SEGMENTER: Omit<SegmenterSettings, 'onsetMs'> = {
  preRollMs: 500,
  softEndMs: 220,
  hangOverMs: 500,
  maxUtteranceMs: 12_000,
  cutSearchMs: 2000,
};

interface SegmenterOptions {
  readonly settings: SegmenterSettings;
  /** Frames by which the detector reports a change late; runs are counted from where the change took place. */
  readonly confirmationFrames: number;
  readonly nextId: () => UtteranceId;
}

interface OpenUtterance {
  readonly id: UtteranceId;
  readonly startSample: number;
  /** Its length counts from here: from the last sentence of it that is finished. */
  countedFromSample: number;
  speechFrames: number;
  lastSpeechFrame: AudioFrame;
  softEnded: boolean;
}

/**
 * Cuts one source into utterances: a state machine over frames and their speech flags, in media time only. No timers,
 * no I/O, so that ten minutes of sound are tested in milliseconds.
 */
export class UtteranceSegmenter {
  readonly #settings: SegmenterSettings;
  readonly #confirmationFrames: number;
  readonly #nextId: () => UtteranceId;
  #open: OpenUtterance | undefined;
  /** While silent: the pre-roll and the onset so far. While open: the newest frames, where a cut is looked for. */
  #recent: AudioFrame[] = [];
  /** How many of the newest frames in a row have the present flag. */
  #run = 0;
  #wasSpeech = false;

  constructor({ settings, confirmationFrames, nextId }: SegmenterOptions) {
    this.#settings = settings;
    this.#confirmationFrames = confirmationFrames;
    this.#nextId = nextId;
  }

  /** Takes the next frame and tells what it changes, in order. */
  push(frame: AudioFrame, isSpeech: boolean): SpeechEvent[] {
    this.#run = isSpeech === this.#wasSpeech ? this.#run + 1 : 1 + this.#confirmationFrames;
    this.#wasSpeech = isSpeech;
    this.#recent.push(frame);
    return this.#open ? this.#listen(this.#open, frame, isSpeech) : this.#wait(isSpeech);
  }

  /**
   * Ends the utterance in its soft end, because its text is complete. Gives false where that is no longer so: the
   * speaker went on, or the utterance has ended.
   */
  commit(id: UtteranceId): boolean {
    if (this.#open?.id !== id || !this.#open.softEnded) return false;
    this.#close(this.#open);
    return true;
  }

  /** A sentence of the open utterance is finished: what follows `sample` may be as long as an utterance. */
  settled(id: UtteranceId, sample: number): void {
    if (this.#open?.id === id) this.#open.countedFromSample = Math.max(this.#open.countedFromSample, sample);
  }

  /** Ends an open utterance at the end of the sound. */
  finish(): SpeechEvent[] {
    if (!this.#open) return [];
    const end = this.#endEvent(this.#open, 'end-of-input', endOf(this.#recent.at(-1)));
    this.#open = undefined;
    return [end];
  }

  #wait(isSpeech: boolean): SpeechEvent[] {
    const onsetFrames = isSpeech ? this.#run : 0;
    if (onsetFrames * FRAME_SAMPLES < msToSamples(this.#settings.onsetMs)) {
      const preRollFrames = Math.ceil(msToSamples(this.#settings.preRollMs) / FRAME_SAMPLES);
      const keep = preRollFrames + Math.max(onsetFrames, this.#confirmationFrames);
      this.#recent.splice(0, Math.max(0, this.#recent.length - keep));
      return [];
    }
    return [this.#begin(onsetFrames)];
  }

  /** Begins an utterance with all recent frames: the last `heardFrames` from its first speech on, some silent again. */
  #begin(heardFrames: number, silentFrames = 0): SpeechEvent {
    const frames = this.#recent.slice();
    const first = frames[Math.max(0, frames.length - heardFrames)];
    const open = {
      id: this.#nextId(),
      startSample: startOf(frames[0]),
      countedFromSample: startOf(frames[0]),
      speechFrames: heardFrames - silentFrames,
      lastSpeechFrame: frames.at(-1 - silentFrames) as AudioFrame,
      softEnded: false,
    };
    this.#open = open;
    return {
      type: 'utterance-start',
      utteranceId: open.id,
      startSample: open.startSample,
      speechStartSample: startOf(first),
      frames,
    };
  }

  #listen(open: OpenUtterance, frame: AudioFrame, isSpeech: boolean): SpeechEvent[] {
    const events: SpeechEvent[] = [{ type: 'utterance-audio', utteranceId: open.id, frame }];
    if (isSpeech) {
      open.speechFrames += 1;
      open.lastSpeechFrame = frame;
      if (open.softEnded) {
        open.softEnded = false;
        events.push({ type: 'speech-resume', utteranceId: open.id });
      }
    } else {
      if (this.#run === 1 + this.#confirmationFrames) this.#correctSpeechEnd(open);
      const silenceMs = samplesToMs(this.#run * FRAME_SAMPLES);
      if (silenceMs >= this.#settings.hangOverMs) {
        events.push(this.#endEvent(open, 'pause', endOf(frame)));
        this.#close(open);
        return events;
      }
      if (silenceMs >= this.#settings.softEndMs && !open.softEnded) {
        open.softEnded = true;
        events.push({ type: 'soft-end', utteranceId: open.id, speechEnd: speechEnd(open) });
      }
    }
    const lengthMs = samplesToMs(endOf(frame) - open.countedFromSample);
    if (lengthMs >= this.#settings.maxUtteranceMs) events.push(...this.#cut(open));
    return events;
  }

  /** The frames in which the detector still waited for confirmation were silent already. */
  #correctSpeechEnd(open: OpenUtterance): void {
    const corrected = this.#recent.at(-2 - this.#confirmationFrames);
    if (corrected === undefined || corrected.startSample < open.startSample) return;
    open.lastSpeechFrame = corrected;
    open.speechFrames = Math.max(0, open.speechFrames - this.#confirmationFrames);
  }

  /** Ends the utterance at its quietest moment and begins the next one with what follows. */
  #cut(open: OpenUtterance): SpeechEvent[] {
    const searched = this.#recent.slice(-Math.floor(msToSamples(this.#settings.cutSearchMs) / FRAME_SAMPLES), -1);
    const quietest = searched.reduce((best, frame) =>
      rootMeanSquare(frame.samples) < rootMeanSquare(best.samples) ? frame : best,
    );
    if (startOf(open.lastSpeechFrame) > startOf(quietest)) open.lastSpeechFrame = quietest;
    const end = this.#endEvent(open, 'max-length', endOf(quietest));
    this.#recent = this.#recent.filter((frame) => startOf(frame) > startOf(quietest));
    const silentFrames = this.#wasSpeech ? 0 : Math.min(this.#run, this.#recent.length - 1);
    return [end, this.#begin(this.#recent.length, silentFrames)];
  }

  #endEvent(open: OpenUtterance, reason: UtteranceEndReason, endSample: number): SpeechEvent {
    return { type: 'utterance-end', utteranceId: open.id, reason, endSample, speechEnd: speechEnd(open) };
  }

  /** Back to silence. What the utterance said must not come again in the pre-roll of the next one. */
  #close(open: OpenUtterance): void {
    this.#recent = this.#recent.filter((frame) => startOf(frame) > startOf(open.lastSpeechFrame));
    this.#open = undefined;
  }
}

function speechEnd(open: OpenUtterance): SpeechEnd {
  return {
    sample: endOf(open.lastSpeechFrame),
    capturedAtMs: open.lastSpeechFrame.capturedAtMs,
    speechMs: samplesToMs(open.speechFrames * FRAME_SAMPLES),
  };
}

function startOf(frame: AudioFrame | undefined): number {
  return frame?.startSample ?? 0;
}

function endOf(frame: AudioFrame | undefined): number {
  return frame === undefined ? 0 : frame.startSample + frame.samples.length;
}
