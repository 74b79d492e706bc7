/**
 * Where a value may stand in a JSON object: a key, or keys joined by dots (`req.method`), which stand for nested
 * objects or for one key with dots in it. With `beside`, only in objects that hold a value at that place, too: for names
 * that mean different things in different logs.
 */
export type Field = string | { readonly key: string; readonly beside: string };

/** An object that a log line holds. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Prepares a search through `fields`, in their order, for the first value that `read` makes something of. */
export function findField<T>(
  fields: readonly Field[],
  read: (value: unknown) => T | undefined,
): (object: JsonObject) => T | undefined {
  const places = fields.map((field) =>
    typeof field === 'string' ? { at: at(field) } : { at: at(field.key), beside: at(field.beside) },
  );
  return (object) => {
    for (const place of places) {
      const value = place.at(object);
      const found = value === undefined || value === null ? undefined : read(value);
      if (found !== undefined && (place.beside === undefined || place.beside(object) !== undefined))
        return found;
    }
    return undefined;
  };
}

function at(key: string): (object: JsonObject) => unknown {
  const path = key.split('.');
  if (path.length === 1) return (object) => object[key];
  const [first, ...rest] = path as [string, ...string[]];
  return (object) => {
    const outer = object[first];
    const nested = typeof outer === 'object' ? rest.reduce(member, outer) : undefined;
    return nested ?? object[key];
  };
}

function member(object: unknown, key: string): unknown {
  return typeof object === 'object' && object !== null ? (object as JsonObject)[key] : undefined;
}
