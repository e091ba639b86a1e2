import { refuses, type ChatReply } from './chat-reply.ts';

/** A refusal in OpenAI's form. */
export function openAiError(status: number, error: object, headers: Readonly<Record<string, string>> = {}): ChatReply {
  return refuses(
    status,
    { error: { message: 'No.', type: 'invalid_request_error', param: null, code: null, ...error } },
    headers,
  );
}

/** A parameter that a model does not know, as OpenAI says it. */
export function unsupportedParameter(param: string, message = `Unsupported parameter: '${param}'.`): ChatReply {
  return openAiError(400, { message, param, code: 'unsupported_parameter' });
}

/** A field too many, as Mistral says it. */
export function extraField(...loc: readonly string[]): ChatReply {
  return refuses(422, {
    object: 'error',
    message: { detail: [{ type: 'extra_forbidden', loc: ['body', ...loc], msg: 'Extra inputs are not permitted' }] },
    type: 'invalid_request_error',
    param: null,
    code: null,
  });
}
