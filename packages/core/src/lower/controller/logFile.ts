import type { Global } from '../../model/Config.js';
import type { JsonObject } from '../../model/Json.js';

const defaultPath = '/tmp/log/slime.log';

/** The file that the log goes into; undefined where it goes to standard output. */
export const logFile = ({ log }: Global): string | undefined => {
  if (log['logRotate'] !== true) return undefined;
  const { filePath = defaultPath } = (log['logRotateConfig'] ?? {}) as JsonObject;
  return typeof filePath === 'string' ? filePath : defaultPath;
};

/** The folder that a file is in. */
export const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'));

/** Whether a file lies at or below a path. */
export const covers = (path: string, file: string): boolean => {
  const folder = path.replace(/\/+$/, '');
  return file === folder || file.startsWith(`${folder}/`);
};
