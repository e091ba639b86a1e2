/** What the European Parakeet (v3) was trained on. */
export const EUROPEAN_LANGUAGES: readonly string[] =
  'bg hr cs da nl en et fi fr de el hu it lv lt mt pl pt ro sk sl es sv ru uk'.split(' ');
