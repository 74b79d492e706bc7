import { ReplayError } from './errors.ts';
import type { LogOptions } from './open-log.ts';
import { createRedactor } from './request/redactor.ts';

/** What is said while something is done, and the error it may end with, without what the user's expressions match. */
export interface Speech<Options> {
  /** With callbacks that are given nothing of it. */
  readonly options: Options;
  /** To be thrown in the place of an error. */
  readonly error: (error: unknown) => unknown;
}

/** Goes around all that is done for a user: secrets that the expressions of `redact` match may stand in paths, lines and answers that are spoken of. */
export function redactSpeech<Options extends Pick<LogOptions, 'redact' | 'onWarning' | 'onNote'>>(
  options: Options,
): Speech<Options> {
  const { redact = [], onWarning, onNote } = options;
  if (redact.length === 0) return { options, error: (error) => error };
  const { text } = createRedactor(redact);
  return {
    options: {
      ...options,
      onWarning:
        onWarning &&
        ((said) =>
          onWarning({
            ...said,
            ...(said.file !== undefined && { file: text(said.file) }),
            text: text(said.text),
          })),
      onNote: onNote && ((said) => onNote(text(said))),
    },
    error: (error) =>
      error instanceof ReplayError
        ? new ReplayError(error.code, text(error.message), text(error.hint), error.cause)
        : error,
  };
}
