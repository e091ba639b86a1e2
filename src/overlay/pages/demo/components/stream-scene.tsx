import type { JSX } from 'preact';
import { Castle } from './scene-castle.tsx';
import { ChatColumn } from './scene-chat.tsx';
import { Foreground } from './scene-foreground.tsx';
import { Hud } from './scene-hud.tsx';
import { Ship } from './scene-ship.tsx';
import { StreamerCamera } from './scene-camera.tsx';
import { Sky } from './scene-sky.tsx';

/** A drawn stand-in for a stream, 1600 x 900: an adventure game, the streamer's camera, and the chat. */
export function StreamScene(): JSX.Element {
  return (
    <svg class="scene" viewBox="0 0 1600 900" role="img" aria-label="A drawn picture of a game stream">
      {/* The lowest part of the picture is for the captions. */}
      <g transform="translate(0 -58)">
        <Sky />
        <Castle />
        <Ship />
        <Foreground />
      </g>
      <Hud />
      <StreamerCamera />
      <ChatColumn />
    </svg>
  );
}
