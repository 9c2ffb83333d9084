import { oneOf, quote } from '../Entry.js';
import type { Entry } from '../Entry.js';

/** Findings about the SlimeBoot and its lazyload module. */
export const config = {
  'config-missing': {
    severity: 'info',
    summary: 'No SlimeBoot with a lazyload module was given, so defaults hold.',
    message: () => 'No SlimeBoot with a lazyload module was given; the defaults hold.',
    remedy: 'Add your SlimeBoot to the input if you have one.'
  },
  'config-several': {
    severity: 'error',
    summary: 'More than one lazyload module was given. One of them is used.',
    message: (p: { readonly used: string }) =>
      `There is more than one lazyload module; that of ${p.used} is used.`,
    remedy: 'Give one SlimeBoot with one lazyload module.'
  },
  'module-disabled': {
    severity: 'warning',
    summary: 'The lazyload module is switched off, so no fence yields a Sidecar.',
    message: () => 'The lazyload module is switched off (enable: false): no fence yields a Sidecar.',
    remedy: 'Set enable: true to switch it on.'
  },
  'module-other': {
    severity: 'info',
    summary: 'A module of another kind than lazyload. It is passed over.',
    message: (p: { readonly module: string }) =>
      `Module ${quote(p.module)} is not a lazyload module and is passed over.`,
    remedy: 'Nothing to do, unless the kind is misspelt: it should be "lazyload".'
  },
  'field-deprecated': {
    severity: 'warning',
    summary: 'A field has been renamed since the release that this manifest was written for. It still works.',
    message: (p: { readonly field: string; readonly instead: string }) =>
      `${quote(p.field)} is called ${quote(p.instead)} today.`,
    remedy: 'Rename it.'
  },
  'field-ignored': {
    severity: 'info',
    summary: 'A field that existed once and does nothing today.',
    message: (p: { readonly field: string; readonly why: string }) =>
      `${quote(p.field)} is ignored: ${p.why}.`,
    remedy: 'Remove it.'
  },
  'setting-contradicts': {
    severity: 'warning',
    summary:
      'The same setting stands in several places with different values. The first place in the order of precedence wins.',
    message: (p: {
      readonly setting: string;
      readonly used: string;
      readonly where: string;
      readonly others: string;
    }) => `${p.setting} is ${quote(p.used)} in ${p.where}, but ${p.others}. The former is used.`,
    remedy: 'Say the same everywhere, or say it once.'
  },
  'setting-unknown': {
    severity: 'error',
    summary: 'A setting holds a value that it does not have. The default holds.',
    message: (p: {
      readonly setting: string;
      readonly value: string;
      readonly known: ReadonlyArray<string>;
    }) => `${p.setting} must be ${oneOf(p.known)}, not ${quote(p.value)}.`,
    remedy: 'Use one of the values named.'
  },
  'namespace-invalid': {
    severity: 'error',
    summary:
      'A namespace that every scope needs (istioNamespace, slimeNamespace, clusterGsNamespace) is no namespace. It is left out of the scopes.',
    message: (p: { readonly setting: string; readonly value: string }) =>
      `${p.setting} is ${quote(p.value)}, which is no namespace; it is left out of every scope.`,
    remedy: 'Write the name of a namespace.'
  },
  'namespace-lists-both': {
    severity: 'error',
    summary: 'blackNamespaceList and whiteNamespaceList are both set; at most one may be. Both are applied.',
    message: () => 'At most one of blackNamespaceList and whiteNamespaceList may be set; both are applied.',
    remedy: 'Keep one of them.'
  },
  'port-invalid': {
    severity: 'error',
    summary: 'A wormhole port is no port number, or one that Istio keeps for itself. It is left out.',
    message: (p: { readonly port: string; readonly why: string }) =>
      `${quote(p.port)} cannot be a wormhole port: ${p.why}.`,
    remedy: 'List the ports of your Services, as strings: "9080".'
  },
  'destination-invalid': {
    severity: 'error',
    summary:
      'A destination of the global-sidecar is neither an address nor a CIDR. It is left out; a list of allowed ones without any left allows none.',
    message: (p: { readonly text: string; readonly why: string }) =>
      `${quote(p.text)} cannot be a destination: ${p.why}.`,
    remedy: 'Write an address (10.1.2.3, fd00::1) or a CIDR (10.0.0.0/8).'
  },
  'pattern-invalid': {
    severity: 'error',
    summary: 'A regular expression is not valid RE2. The rule is left out; the other rules hold.',
    message: (p: { readonly pattern: string; readonly reason: string }) =>
      `${quote(p.pattern)} is not a valid RE2 expression: ${p.reason}.`,
    remedy: 'Mend the expression. RE2 has no look-around and no back-references.'
  },
  'template-literal': {
    severity: 'warning',
    summary:
      'A $ in a template names no group of its pattern, so that it stands for nothing (or for itself).',
    message: (p: { readonly template: string; readonly reference: string }) =>
      `${p.reference} in ${quote(p.template)} names no group of the pattern.`,
    remedy:
      'Name a group of the pattern, as ${name} where letters, digits or _ follow; write $$ for a dollar sign.'
  },
  'alias-unbounded': {
    severity: 'warning',
    summary: 'A domain alias derives hosts from its own results without end. It is cut short.',
    message: (p: { readonly host: string; readonly limit: number }) =>
      `The aliases of ${quote(p.host)} derive hosts without end; they are cut short after ${p.limit} hosts or 8 rounds.`,
    remedy: 'Anchor the pattern (^..$) so that it does not match its own results.'
  },
  'auto-fence-off': {
    severity: 'info',
    summary: 'A label asks for an automatic fence, but autoFence is off.',
    message: (p: { readonly count: number; readonly example: string }) =>
      `${p.count === 1 ? 'A label asks' : `${p.count} labels ask`} for automatic fences (${p.example}), but autoFence is off.`,
    remedy: 'Set general.autoFence: true, or create ServiceFences yourself.'
  }
} as const satisfies Readonly<Record<string, Entry>>;
