import { YAMLException } from 'js-yaml';

/** Why a document cannot be read, and where in its text. */
export interface YamlError {
  readonly reason: string;
  readonly offset: number;
}

/** What the library says, as a value. Nothing else that it throws is worth telling apart. */
export const toYamlError = (error: unknown): YamlError =>
  error instanceof YAMLException
    ? { reason: error.reason, offset: error.mark?.position ?? 0 }
    : { reason: 'it is nested too deeply', offset: 0 };

/** Deeper than any Kubernetes object; a text that nests further is not read. */
export const maxDepth = 100;
