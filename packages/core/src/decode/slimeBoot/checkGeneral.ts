import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Place } from '../../diagnostic/Place.js';
import type { AccessLogger } from '../../model/Config.js';
import { normalize, whyInvalid } from '../../model/Host.js';
import { commaList } from './commaList.js';
import { operators, unknownOperators } from './managementSelector.js';
import type { managementSelector } from './managementSelector.js';
import type { Part } from './Part.js';

/** The settings whose types say less than they must hold. */
interface Checked {
  readonly egressHosts: string | undefined;
  readonly blackNamespaceList: string | undefined;
  readonly whiteNamespaceList: string | undefined;
  readonly clusterDomain: string | undefined;
  readonly accessLogger: string | undefined;
  readonly managementSelectors: ReadonlyArray<typeof managementSelector._A>;
}

type At = (name: string) => Place;

const forms = ['wildcard', 'exact'];

const form = ({ egressHosts: value }: Checked, at: At): ReadonlyArray<Diagnostic> =>
  value === undefined || forms.includes(value)
    ? []
    : [report('setting-unknown', { setting: 'egressHosts', value, known: forms }, [at('egressHosts')])];

/** Who may log the calls that are learned from. */
export const accessLoggers: ReadonlyArray<AccessLogger> = ['global-sidecar', 'callers', 'both'];

const logger = ({ accessLogger: value }: Checked, at: At): ReadonlyArray<Diagnostic> =>
  value === undefined || accessLoggers.some(each => each === value)
    ? []
    : [
        report('setting-unknown', { setting: 'accessLogger', value, known: accessLoggers }, [
          at('accessLogger')
        ])
      ];

const lists = ({ blackNamespaceList, whiteNamespaceList }: Checked, at: At): ReadonlyArray<Diagnostic> =>
  commaList(blackNamespaceList).length > 0 && commaList(whiteNamespaceList).length > 0
    ? [report('namespace-lists-both', {}, [at('blackNamespaceList'), at('whiteNamespaceList')])]
    : [];

/** Whether Services' names can end with it. */
export const isClusterDomain = (domain: string): boolean => whyInvalid(`a.b.svc.${domain}`) === undefined;

const domain = ({ clusterDomain }: Checked, at: At): ReadonlyArray<Diagnostic> =>
  clusterDomain === undefined || isClusterDomain(normalize(clusterDomain))
    ? []
    : [
        report(
          'setting-unknown',
          { setting: 'clusterDomain', value: clusterDomain, known: ['cluster.local'] },
          [at('clusterDomain')]
        )
      ];

const selectors = ({ managementSelectors }: Checked, at: At): ReadonlyArray<Diagnostic> =>
  managementSelectors
    .flatMap(unknownOperators)
    .map(value =>
      report('setting-unknown', { setting: 'operator', value, known: operators }, [at('managementSelectors')])
    );

/** What the settings say that they cannot mean. */
export const checkGeneral = ({ document, path }: Part, value: Checked): ReadonlyArray<Diagnostic> => {
  const at: At = name => inObject('SlimeBoot', document, [...path, name]);
  return [form, logger, lists, domain, selectors].flatMap(check => check(value, at));
};
