import { redactAnswer } from './request/redact-answer.ts';
import type { Redactor } from './request/redactor.ts';
import { type KeptAnswer, MOST_BODY_BYTES } from './send/answer-keeper.ts';
import type { NewAnswer } from './store/messages.ts';

/** Answers as they are stored: readable, and without secrets. */
export function storedAnswers(answers: readonly KeptAnswer[], redactor: Redactor): Promise<NewAnswer[]> {
  const stored = answers.map(async ({ headers, body, ...answer }) => ({
    ...answer,
    ...(await redactAnswer(headers, body, MOST_BODY_BYTES, redactor)),
  }));
  return Promise.all(stored);
}
