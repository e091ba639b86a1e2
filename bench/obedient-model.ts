import type { ChatReply } from '../test/support/openai/chat-reply.ts';
import { pretendTranslation } from '../test/support/openai/pretend-translation.ts';
import { speechOf, targetOf, userMessage, type ReceivedChat } from '../test/support/openai/received-chat.ts';

const PIECE_MS = 5;

/**
 * Puts the last word in the second place, as languages do that keep their verb for the end; where viewers have read a
 * beginning already, it goes on from there.
 */
export function obedientModel(chat: ReceivedChat): ChatReply {
  const words = pretendTranslation(speechOf(chat), targetOf(chat)).split(' ');
  const shown = /<shown>(.*)<\/shown>/u.exec(userMessage(chat))?.[1]?.split(' ') ?? [];
  const last = words.length > 2 && shown.length === 0 ? words.splice(-1) : [];
  const order = shown.length === 0 ? words.toSpliced(1, 0, ...last) : [...shown, ...words.slice(shown.length)];
  return { type: 'answer', text: order.join(' '), pieceMs: PIECE_MS };
}
