import { isAsset, splitExtension } from './file-extension.ts';
import { mergeCodes } from './merge-codes.ts';
import type { NameCount } from './name-count.ts';
import { numberedName, type PathNode } from './path-tree.ts';
import { isVersion } from './segment-template.ts';

/**
 * Decides which of the names at a place become one, and notes at the node what names that are still to come will be.
 * Names of one kind (the same file extension; made of several words or numbers; a single word) are judged together.
 */
export function mergeNames(node: PathNode, all: readonly NameCount[]): Map<string, string> {
  const merged = new Map<string, string>();
  let names: readonly NameCount[] = all.filter(
    ({ key, template }) => key !== '' && !template?.startsWith(':') && !isVersion(key),
  );
  names = mergeCodes(node, all, names, merged);
  names = mergeNumbered(node, names, merged);
  for (const [extension, kin] of Map.groupBy(names, ({ key }) => splitExtension(key)[1])) {
    const variable = extension === '' ? mergeWords(kin, merged) : mergeFiles(kin, extension, merged);
    if (variable !== undefined && !node.variable.has(extension)) node.variable.set(extension, variable);
  }
  return merged;
}

/** Names that differ in their numbers alone: `page-1` … `page-30`. */
function mergeNumbered(
  node: PathNode,
  names: readonly NameCount[],
  merged: Map<string, string>,
): readonly NameCount[] {
  const groups = Map.groupBy(
    names.filter(({ key }) => /\d/.test(key)),
    ({ key }) => numberedName(key),
  );
  for (const [name, group] of groups) {
    if (group.length < NUMBERED) continue;
    for (const { key } of group) merged.set(key, name);
    node.numbered = true;
  }
  return names.filter(({ key }) => !merged.has(key));
}

function mergeFiles(
  kin: readonly NameCount[],
  extension: string,
  merged: Map<string, string>,
): string | undefined {
  const areValues = isAsset(extension) ? kin.length > MANY_FILES : areVaried(kin);
  if (!areValues) return undefined;
  for (const { key } of kin) merged.set(key, `:name${extension}`);
  return `:name${extension}`;
}

function mergeWords(kin: readonly NameCount[], merged: Map<string, string>): string | undefined {
  const words = kin.filter(({ key }) => SINGLE_WORD.test(key));
  const composed = kin.filter(({ key }) => !SINGLE_WORD.test(key));
  const composedAreValues = areVaried(withoutFolders(composed));
  const wordsAreValues =
    isVocabularyTooLarge(withoutFolders(words)) || (composedAreValues && words.length > FEW);
  if (!composedAreValues && !wordsAreValues) return undefined;
  const variable = wordsAreValues ? ':name' : ':slug';
  const kept = new Set(foldersOf(kin));
  for (const one of wordsAreValues ? kin : composed) if (!kept.has(one)) merged.set(one.key, variable);
  return variable;
}

/** Names of several words: a few are pages, more are titles, unless each comes back again and again. */
function areVaried(names: readonly NameCount[]): boolean {
  return names.length > FEW && (names.length > MANY || meanCount(names) < OFTEN);
}

/** Single words: an interface may have dozens, which come back. */
function isVocabularyTooLarge(words: readonly NameCount[]): boolean {
  return words.length > 2 * FEW && (words.length > 2 * MANY || meanCount(words) < OFTEN / 2);
}

function meanCount(names: readonly NameCount[]): number {
  return names.reduce((sum, { count }) => sum + count, 0) / names.length;
}

/**
 * The few names that lead to a world of their own, as `wp-content` does among the titles of a blog: much follows that
 * follows hardly any other name. Where many do (`/:owner/:repository`), none is special.
 */
function foldersOf(names: readonly NameCount[]): readonly NameCount[] {
  const seen = new Map<string, number>();
  for (const { next } of names) for (const key of next) seen.set(key, (seen.get(key) ?? 0) + 1);
  const folders = names.filter(({ next }) => [...next].filter((key) => seen.get(key)! <= 2).length >= 3);
  return folders.length <= Math.max(5, names.length / 10) ? folders : [];
}

function withoutFolders(names: readonly NameCount[]): readonly NameCount[] {
  const folders = new Set(foldersOf(names));
  return names.filter((one) => !folders.has(one));
}

const SINGLE_WORD = /^[A-Za-z\x80-\xff]{1,24}$/;
/** So many names may be pages. */
const FEW = 20;
/** So many are values, however often they come back. */
const MANY = 100;
/** Files of one kind in one folder. */
const MANY_FILES = 12;
/** Requests a name, above which names are taken for a vocabulary. */
const OFTEN = 50;
const NUMBERED = 8;
