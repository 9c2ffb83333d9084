import { basename, dirname, extname, join } from 'node:path';
import type { FileSettings } from './LogSettings.js';

const day = 86_400_000;

/** `/tmp/log/slime.log` in its parts; the stem may hold dots of its own. */
const partsOf = (filePath: string) => {
  const extension = extname(filePath);
  return { folder: dirname(filePath), stem: basename(filePath, extension), extension };
};

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

const stamp = (time: Date): string => {
  const date = [time.getUTCFullYear(), pad(time.getUTCMonth() + 1), pad(time.getUTCDate())].join('-');
  const clock = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()]
    .map(each => pad(each))
    .join('-');
  return `${date}T${clock}.${pad(time.getUTCMilliseconds(), 3)}`;
};

/** `slime-2026-03-01T08-00-00.000.log.gz`, in UTC: the name that Slime's rotation gives, and a number where it is taken. */
export const backupPath = ({ compress, filePath }: FileSettings, time: Date, index: number): string => {
  const { extension, folder, stem } = partsOf(filePath);
  const number = index > 1 ? `-${index}` : '';
  return join(folder, `${stem}-${stamp(time)}${number}${extension}${compress ? '.gz' : ''}`);
};

const stamped = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)(\.\d{3})(?:-(\d{1,3}))?$/;

interface Backup {
  readonly name: string;
  readonly at: number;
  readonly index: number;
}

/** A file's name as an earlier log file of this one; nothing where it is another file. */
const backupOf = (filePath: string, name: string): ReadonlyArray<Backup> => {
  const { extension, stem } = partsOf(filePath);
  const plain = name.endsWith('.gz') ? name.slice(0, -'.gz'.length) : name;
  if (!plain.startsWith(`${stem}-`) || !plain.endsWith(extension)) return [];
  const found = stamped.exec(plain.slice(stem.length + 1, plain.length - extension.length));
  if (found === null) return [];
  const [, date, hours, minutes, seconds, fraction, index = '1'] = found;
  const at = Date.parse(`${date}T${hours}:${minutes}:${seconds}${fraction}Z`);
  return Number.isNaN(at) ? [] : [{ name, at, index: Number(index) }];
};

/** Which files of a folder are earlier log files that need not be kept any longer. */
export const superseded = (
  { filePath, maxAgeDay, maxBackups }: FileSettings,
  names: ReadonlyArray<string>,
  now: number
): ReadonlyArray<string> => {
  const newestFirst = names
    .flatMap(name => backupOf(filePath, name))
    .sort((a, b) => b.at - a.at || b.index - a.index);
  const isOld = ({ at }: Backup): boolean => maxAgeDay > 0 && at < now - maxAgeDay * day;
  return newestFirst
    .filter((backup, rank) => (maxBackups > 0 && rank >= maxBackups) || isOld(backup))
    .map(({ name }) => name);
};
