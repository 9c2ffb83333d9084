/** How much is logged, from little to much: each says what the ones before it do, too. */
export type Level = 'error' | 'warn' | 'info' | 'debug';

/** A file for the log, and when it is changed for a new one. */
export interface FileSettings {
  readonly filePath: string;
  /** Mebibytes that the file may have; never 0. */
  readonly maxSizeMB: number;
  /** How many earlier files are kept; 0: all of them. */
  readonly maxBackups: number;
  /** For how many days earlier files are kept; 0: for ever. */
  readonly maxAgeDay: number;
  /** Whether earlier files are compressed by gzip. */
  readonly compress: boolean;
}

/** What is logged, and where to beside standard error. */
export interface LogSettings {
  readonly level: Level;
  readonly file: FileSettings | undefined;
  /** What was written and cannot be understood, in words. */
  readonly remarks: ReadonlyArray<string>;
}

/** The file that Slime's documentation names. */
export const defaultFile: FileSettings = {
  filePath: '/tmp/log/slime.log',
  maxSizeMB: 100,
  maxBackups: 10,
  maxAgeDay: 10,
  compress: true
};
