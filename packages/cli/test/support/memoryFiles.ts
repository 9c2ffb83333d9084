import { dirname, join, resolve } from 'node:path';
import type { Files, Kind } from '../../src/Files.js';

type Node =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly unreadable: boolean }
  | { readonly kind: 'folder' }
  | { readonly kind: 'link'; readonly to: string };

/** A file system in memory. Relative paths start from `/project`. */
export interface MemoryFiles extends Files {
  readonly nodes: Map<string, Node>;
  /** Every file's text by path, for comparing. */
  readonly texts: (under: string) => Readonly<Record<string, string>>;
}

/** What a file holds; `unreadable` is one that may not be read, `{ to }` a link. */
export type Content = string | Uint8Array | { readonly to: string } | { readonly unreadable: true };

const fail = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${path}`), { code, path });

const node = (content: Content): Node => {
  if (typeof content === 'string')
    return { kind: 'file', bytes: new TextEncoder().encode(content), unreadable: false };
  if (content instanceof Uint8Array) return { kind: 'file', bytes: content, unreadable: false };
  return 'to' in content
    ? { kind: 'link', to: content.to }
    : { kind: 'file', bytes: new Uint8Array(), unreadable: true };
};

export const memoryFiles = (contents: Readonly<Record<string, Content>> = {}): MemoryFiles => {
  const nodes = new Map<string, Node>([['/', { kind: 'folder' }]]);
  const at = (path: string): string => resolve('/project', path);
  const addFolder = (path: string): void => {
    if (nodes.has(path)) return;
    addFolder(dirname(path));
    nodes.set(path, { kind: 'folder' });
  };
  addFolder('/project');
  for (const [path, content] of Object.entries(contents)) {
    addFolder(dirname(at(path)));
    nodes.set(at(path), node(content));
  }

  const follow = (path: string): string => {
    const found = nodes.get(path);
    return found?.kind === 'link' ? follow(resolve(dirname(path), found.to)) : path;
  };
  const get = (path: string): Node => {
    const found = nodes.get(follow(at(path)));
    if (found === undefined) throw fail('ENOENT', path);
    return found;
  };
  const children = (folder: string): ReadonlyArray<string> =>
    [...nodes.keys()].filter(path => path !== folder && dirname(path) === folder);
  const add = (path: string, value: Node): void => {
    if (nodes.has(at(path))) throw fail('EEXIST', path);
    if (nodes.get(dirname(at(path)))?.kind !== 'folder') throw fail('ENOENT', path);
    nodes.set(at(path), value);
  };
  const remove = (path: string, kinds: ReadonlyArray<Kind>): void => {
    const found = nodes.get(at(path));
    if (found === undefined) throw fail('ENOENT', path);
    if (!kinds.includes(found.kind)) throw fail('EPERM', path);
    if (children(at(path)).length > 0) throw fail('ENOTEMPTY', path);
    nodes.delete(at(path));
  };
  let temporary = 0;

  return {
    nodes,
    texts: under =>
      Object.fromEntries(
        [...nodes]
          .filter(([path, each]) => path.startsWith(`${at(under)}/`) && each.kind === 'file')
          .map(([path, each]) => [
            path.slice(at(under).length + 1),
            each.kind === 'file' ? new TextDecoder().decode(each.bytes) : ''
          ])
          .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
      ),
    kindOf: async path => nodes.get(follow(at(path)))?.kind,
    list: async folder => {
      if (get(folder).kind !== 'folder') throw fail('ENOTDIR', folder);
      const place = follow(at(folder));
      return children(place).map(path => ({
        name: path.slice(path.lastIndexOf('/') + 1),
        kind: nodes.get(path)?.kind ?? 'other'
      }));
    },
    read: async (path, limit) => {
      const found = get(path);
      if (found.kind !== 'file') throw fail('EISDIR', path);
      if (found.unreadable) throw fail('EACCES', path);
      if (found.bytes.length > limit) throw fail('EFBIG', path);
      return found.bytes;
    },
    write: async (path, text) => add(path, node(text)),
    makeFolder: async path => addFolder(at(path)),
    makeTemporary: async prefix => {
      temporary += 1;
      add(`${prefix}${temporary}`, { kind: 'folder' });
      return `${at(prefix)}${temporary}`;
    },
    rename: async (from, to) => {
      const [source, target] = [at(from), at(to)];
      if (!nodes.has(source)) throw fail('ENOENT', from);
      if (nodes.has(target) && children(target).length > 0) throw fail('ENOTEMPTY', to);
      const moved = [...nodes].filter(([path]) => path === source || path.startsWith(`${source}/`));
      moved.forEach(([path]) => nodes.delete(path));
      moved.forEach(([path, each]) => nodes.set(join(target, path.slice(source.length)), each));
    },
    link: async (from, to) => {
      const found = nodes.get(at(from));
      if (found === undefined) throw fail('ENOENT', from);
      if (found.kind === 'folder') throw fail('EPERM', from);
      add(to, found);
    },
    copy: async (from, to) => add(to, nodes.get(at(from)) ?? get(from)),
    copyMode: async () => undefined,
    removeFile: async path => remove(path, ['file', 'link']),
    removeFolder: async path => remove(path, ['folder']),
    realPath: async path => {
      get(path);
      return follow(at(path));
    }
  };
};
