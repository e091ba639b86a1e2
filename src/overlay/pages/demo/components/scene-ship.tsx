import type { JSX } from 'preact';

/** The black ship, between the hero and the castle. */
export function Ship(): JSX.Element {
  return (
    <g>
      <ellipse cx="640" cy="690" rx="150" ry="12" fill="#0d0820" opacity="0.55" />
      <g stroke="#0f0920" stroke-width="6" stroke-linecap="round">
        <path d="M588 650V470M660 652V438M724 650V500" />
        <path d="M742 646l62-44" stroke-width="4" />
      </g>
      <g fill="#251540">
        <path d="M556 492c36 10 52 10 66 0 6 40 2 70-4 88-20 8-44 8-64 0 8-24 8-56 2-88z" />
        <path d="M620 462c40 12 62 12 84 0 8 48 4 88-4 112-26 10-54 10-80 0 8-30 8-72 0-112z" />
        <path d="M700 518c26 8 40 8 52 0 6 30 2 54-4 68-16 6-32 6-48 0 6-18 6-44 0-68z" />
      </g>
      <g fill="#e8dcf6" opacity="0.9">
        <circle cx="661" cy="512" r="17" />
        <rect x="652" y="522" width="18" height="14" rx="4" />
        <path d="M634 552l54-20M634 532l54 20" stroke="#e8dcf6" stroke-width="6" stroke-linecap="round" />
      </g>
      <g fill="#251540">
        <circle cx="655" cy="512" r="5" />
        <circle cx="667" cy="512" r="5" />
      </g>
      <path d="M660 438v-18l38 9-38 11z" fill="#0f0920" />
      <path d="M516 634c60 16 160 18 252-4l22-6c-10 40-30 58-58 66H578c-36-8-54-30-62-56z" fill="#0f0920" />
      <path d="M522 646c70 16 170 16 262-4" stroke="#8a4a3a" stroke-width="4" fill="none" />
      <g fill="#ffcf6b">
        <circle cx="586" cy="668" r="5" />
        <circle cx="622" cy="671" r="5" />
        <circle cx="658" cy="671" r="5" />
        <circle cx="694" cy="668" r="5" />
        <circle cx="730" cy="662" r="5" />
      </g>
    </g>
  );
}
