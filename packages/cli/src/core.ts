/** What the command line uses of the compiler, in one place. */
export {
  compile,
  decodeMesh,
  describeRefusal,
  didYouMean,
  explain,
  Instant,
  measure,
  printDiagnosticsJson,
  printExplanation,
  printGithub,
  printHuman,
  printJson,
  printSarif,
  printYaml,
  sorted,
  toObjects
} from '@meshfence/core';
export type {
  Diagnostic,
  Explanation,
  JsonObject,
  Mesh,
  Plan,
  Reason,
  Savings,
  Scope,
  ScopeHost,
  Severity,
  SourceText
} from '@meshfence/core';
