import { z } from 'zod';
import type { ConfigKey } from './config-keys.ts';

/** What is wrong with values: where, as a path of keys and numbers, and whether it is a key that there is not. */
export interface ShapeProblem {
  readonly path: readonly PropertyKey[];
  readonly unknownKey?: string;
}

/** Names of profiles are words that can stand in a command, and in the name of a file. */
export const PROFILE_NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;

/** Tells how values differ from what a file of configuration is. */
export function shapeProblems(value: unknown, keys: readonly ConfigKey[]): ShapeProblem[] {
  const { error } = fileSchema(keys).safeParse(value);
  return (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((unknownKey) => ({ path: issue.path, unknownKey }))
      : [{ path: issue.path }],
  );
}

/** The same for editors, as JSON Schema. */
export function configJsonSchema(keys: readonly ConfigKey[]): object {
  const notes = z.registry<Notes>();
  const schema = fileSchema(keys, (part, note) => {
    notes.add(part, note);
    return part;
  });
  return z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', metadata: notes });
}

/** What a schema tells people of its parts; those with an id stand once in it. */
interface Notes {
  readonly id?: string;
  readonly title?: string;
  readonly description?: string;
}

type Annotate = <S extends z.ZodType>(schema: S, notes: Notes) => S;

function fileSchema(keys: readonly ConfigKey[], annotate: Annotate = (schema) => schema) {
  const settings = Object.fromEntries(
    keys.map((key) => {
      const { key: id, description } = key;
      return [id, annotate(schemaOf(key), { id, description }).optional()];
    }),
  );
  const parent = annotate(z.string(), {
    description: 'the profile whose keys hold where this one does not say otherwise',
  });
  const profile = annotate(z.strictObject({ extends: parent.optional(), ...settings }), {
    id: 'profile',
    description: 'a profile: its keys are the options of `reprise run`',
  });
  const profiles = annotate(z.record(z.string().regex(PROFILE_NAME), profile), {
    description: 'profiles by their names: reprise run -c reprise.yaml NAME',
  });
  return annotate(z.strictObject({ ...settings, profiles: profiles.optional() }), {
    title: 'reprise.yaml',
    description:
      'What `reprise run` does. Keys at the top hold for every profile that does not say otherwise; relative paths begin at the folder of the file; ${NAME} is the environment, ${file:PATH} the contents of a file.',
  });
}

/** Filled in by `${NAME}` or `${file:PATH}`. */
const FILLED_IN = z.string().regex(/\$\{/);
const TEXT = z.union([z.string(), z.number()]);

function schemaOf({ kind, option }: ConfigKey): z.ZodType {
  if (kind === 'switch') return z.union([z.boolean(), FILLED_IN]);
  const choices = option?.argChoices;
  if (choices !== undefined) return z.union([z.enum(choices), FILLED_IN]);
  return kind === 'list' ? z.union([TEXT, z.array(TEXT)]) : z.union([z.string(), z.number()]);
}
