import { nearMiss } from '../../index.ts';
import { ConfigError } from './config-error.ts';
import { type ConfigEntry, type ConfigMap, entryOf } from './config-node.ts';

/** What one place says of a run: a profile, or the top of the file. */
export interface Layer {
  /** null: the top of the file. */
  readonly profile: string | null;
  readonly entries: readonly ConfigEntry[];
}

/** The names of all profiles, in the order written. */
export function profileNames(root: ConfigMap): string[] {
  return profilesOf(root).map(({ key }) => key);
}

/** Which profiles others extend: they need not be whole. */
export function extendedProfiles(root: ConfigMap): Set<string> {
  return new Set(profilesOf(root).flatMap((profile) => extendsOf(profile)?.name ?? []));
}

/** What holds for a profile, the nearest first: what it says itself, what those say that it extends, and the top of the file. */
export function layersOf(root: ConfigMap, file: string, name: string | null): Layer[] {
  const top: Layer = {
    profile: null,
    entries: root.entries.filter(({ key }) => key !== 'profiles'),
  };
  const layers: Layer[] = [];
  let next = name === null ? undefined : { name, at: null as ConfigEntry | null };
  while (next !== undefined) {
    const { name: current, at } = next;
    const profile = profilesOf(root).find(({ key }) => key === current);
    if (profile === undefined) throw unknownProfile(root, file, current, at);
    const way = layers.map((layer) => layer.profile);
    if (way.includes(current)) {
      throw new ConfigError(
        file,
        at!.value.at,
        `extends: the profile ${current} extends itself (${[...way.slice(way.indexOf(current)), current].join(' → ')})`,
        'one of them must stand by itself: take its extends away',
      );
    }
    const entries = profile.value.kind === 'map' ? profile.value.entries : [];
    layers.push({ profile: current, entries: entries.filter(({ key }) => key !== 'extends') });
    next = extendsOf(profile);
  }
  return [...layers, top];
}

/** A profile that there is not, with the one that was meant. */
function unknownProfile(root: ConfigMap, file: string, name: string, at: ConfigEntry | null): ConfigError {
  const names = profileNames(root);
  const near = nearMiss(name, names);
  const list = names.length === 0 ? 'it names none (under profiles:)' : `it has ${names.join(', ')}`;
  return new ConfigError(
    file,
    at === null ? null : at.value.at,
    `${at === null ? '' : 'extends: '}there is no profile ${name}`,
    near === undefined ? list : `did you mean ${near}? ${list}`,
  );
}

function profilesOf(root: ConfigMap): readonly ConfigEntry[] {
  const profiles = entryOf(root, 'profiles')?.value;
  return profiles?.kind === 'map' ? profiles.entries : [];
}

function extendsOf({ value }: ConfigEntry): { readonly name: string; readonly at: ConfigEntry } | undefined {
  const entry = value.kind === 'map' ? entryOf(value, 'extends') : undefined;
  return entry?.value.kind === 'scalar' ? { name: entry.value.text, at: entry } : undefined;
}
