import { writeFile } from 'node:fs/promises';

/** Name and description of each device of the virtual sound card, as the backends show them. */
export const DEVICES = {
  /** What the PC plays. */
  speakers: { name: 'va_speakers', description: 'VA Speakers' },
  monitor: { name: 'va_speakers.monitor', description: 'Monitor of VA Speakers' },
  /** What is played into `micFeed` is heard by `mic`. */
  micFeed: { name: 'va_mic_feed', description: 'VA Mic Feed' },
  mic: { name: 'va_mic', description: 'VA Microphone' },
  /** A microphone that always hears a tone of 440 Hz. */
  tone: { name: 'va_tone', description: 'VA Töne 日本' },
} as const;

/** Without norewinds, an idle sink sleeps up to two seconds, and gives its first sound that late. */
const SINK = 'module-null-sink rate=48000 channels=2 norewinds=1';

function described(description: string): string {
  return `"device.description='${description}'"`;
}

/** Makes the microphone with the tone; also to bring it back after it was removed. */
export const TONE_MODULE = [
  'module-remap-source',
  `source_name=${DEVICES.tone.name}`,
  `master=${DEVICES.tone.name}_feed.monitor`,
  `source_properties=${described(DEVICES.tone.description)}`,
];

/** Writes the configuration of the server and of ALSA. Returns the file for the server. */
export async function writeVirtualAudioConfig(folder: string): Promise<string> {
  const socket = `${folder}/socket`;
  const { speakers, micFeed, mic, tone } = DEVICES;
  const server = [
    '.fail',
    `load-module module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    `load-module ${SINK} sink_name=${speakers.name} sink_properties=${described(speakers.description)}`,
    `load-module ${SINK} sink_name=${micFeed.name} sink_properties=${described(micFeed.description)}`,
    `load-module module-remap-source source_name=${mic.name} master=${micFeed.name}.monitor source_properties=${described(mic.description)}`,
    // module-sine-source would be shorter, but gives its sound in bursts of up to two seconds.
    `load-module ${SINK} sink_name=${tone.name}_feed`,
    `load-module module-sine sink=${tone.name}_feed frequency=440`,
    `load-module ${TONE_MODULE.join(' ')}`,
    // As on desktops: streams of a device that goes are moved to another one.
    'load-module module-rescue-streams',
    `set-default-sink ${speakers.name}`,
    `set-default-source ${mic.name}`,
  ];
  const pcm = (name: string, device: string, description: string): string =>
    `pcm.${name} { type pulse server "unix:${socket}" device "${device}" hint { show on description "${description}" } }`;
  const alsa = [
    // No cards: else libasound complains of those that are not there.
    'defaults.pcm.card 0',
    'defaults.ctl.card 0',
    `pcm.default { type pulse server "unix:${socket}" hint { show on description "default" } }`,
    `ctl.default { type pulse server "unix:${socket}" }`,
    pcm('va_speakers', speakers.name, 'VA Speakers'),
    pcm('va_loopback', `${speakers.name}.monitor`, 'Monitor of VA Speakers'),
    pcm('va_mic', mic.name, 'VA Microphone'),
    pcm('va_tone', tone.name, 'VA Tone'),
  ];
  const config = `${folder}/server.pa`;
  await writeFile(config, `${server.join('\n')}\n`);
  await writeFile(`${folder}/asound.conf`, `${alsa.join('\n')}\n`);
  return config;
}
