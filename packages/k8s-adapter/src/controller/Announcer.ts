import type { Action } from '../apply/Action.js';
import { fingerprint } from '../json.js';
import type { Standing } from '../configure/Configuration.js';
import { isConcerned } from '../configure/isConcerned.js';
import type { SlimeBoots } from '../configure/SlimeBoots.js';
import { fenceKind, slimeBootKind } from '../observe/kinds.js';
import type { World } from '../observe/World.js';
import { camelCase } from '../report/camelCase.js';
import type { Recorder } from '../report/recorder.js';
import type { Regarding, Report } from '../report/Report.js';
import type { Problem } from '../decide/problems.js';
import type { Verdict } from './verdicts.js';

/** Tells users of objects what has become of them, as Events. */
export interface Announcer {
  readonly refused: (key: string, verdict: Verdict | undefined) => void;
  readonly unreadable: (key: string, why: string) => void;
  readonly problem: (key: string, problem: Problem) => void;
  /** Something is in the way of what belongs to no fence: the SlimeBoot that asks for it hears of it. */
  readonly obstacle: (standing: Standing, obstacle: Problem) => void;
  readonly configuration: (standing: Standing) => void;
  readonly adopted: (key: string, action: Action) => void;
}

const regardingFence = ({ fences }: World, key: string): Regarding => {
  const [namespace = '', name = ''] = key.split('/');
  const apiVersion = `${fenceKind.group}/${fenceKind.versions[0] ?? ''}`;
  return { apiVersion, kind: fenceKind.kind, namespace, name, uid: fences.get(key)?.uid };
};

/** Those SlimeBoots that are in force, or that keep what is written from being in force. */
const regardingSlimeBoots = (slimeBoots: SlimeBoots, standing: Standing): ReadonlyArray<Regarding> =>
  slimeBoots
    .keys()
    .filter(key => isConcerned(standing, key))
    .map(key => {
      const [namespace = '', name = ''] = key.split('/');
      const apiVersion = `${slimeBootKind.group}/${slimeBootKind.versions[0] ?? ''}`;
      return { apiVersion, kind: slimeBootKind.kind, namespace, name, uid: slimeBoots.get(key)?.uid };
    });

const regardingSlimeBoot = ({ config }: Standing): Regarding | undefined => {
  if (config?.meta === undefined) return undefined;
  const { name, namespace, uid } = config.meta;
  const apiVersion = `${slimeBootKind.group}/${slimeBootKind.versions[0] ?? ''}`;
  return { apiVersion, kind: slimeBootKind.kind, namespace, name, uid };
};

const action = 'Reconciling';

const configurationReport = ({
  config,
  diagnostics,
  isCurrent
}: Standing): Pick<Report, 'type' | 'reason' | 'note'> => {
  if (isCurrent)
    return { type: 'Normal', reason: 'ConfigurationInForce', note: 'This configuration is in force.' };
  const first = diagnostics.find(({ severity }) => severity === 'error');
  const kept = config === undefined ? 'There is none before it' : 'The last good configuration stays';
  return {
    type: 'Warning',
    reason: 'ConfigurationInvalid',
    note: `${kept}: ${first?.message ?? ''} ${first?.remedy ?? ''}`
  };
};

/** `isSilent` holds while another replica leads: it is the one who tells. */
export const newAnnouncer = (
  world: World,
  slimeBoots: SlimeBoots,
  recorder: Recorder,
  isSilent: () => boolean
): Announcer => {
  const warn = (regarding: Regarding, reason: string, note: string): void => {
    if (!isSilent()) recorder.record({ regarding, type: 'Warning', reason, action, note });
  };
  let told = '';
  return {
    refused: (key, verdict) => {
      const { findings = [], scope } = verdict ?? {};
      if (scope?.refusal === undefined || scope.refusal === 'disabled') return;
      const finding = findings.find(({ code }) => code === scope.refusal) ?? findings[0];
      if (finding === undefined) return;
      warn(regardingFence(world, key), camelCase(scope.refusal), `${finding.message} ${finding.remedy}`);
    },
    unreadable: (key, why) => warn(regardingFence(world, key), 'Unreadable', why),
    problem: (key, { message, reason }) => warn(regardingFence(world, key), reason, message),
    obstacle: (standing, { message, reason }) => {
      const regarding = regardingSlimeBoot(standing);
      if (regarding !== undefined) warn(regarding, reason, message);
    },
    configuration: standing => {
      const all = regardingSlimeBoots(slimeBoots, standing);
      const report = configurationReport(standing);
      const text = fingerprint([report.note, ...all.map(({ uid = '' }) => uid)]);
      if (isSilent() || text === told) return;
      told = text;
      for (const regarding of all) recorder.record({ ...report, regarding, action });
    },
    adopted: (key, { target }) => {
      if (isSilent()) return;
      const note = `Sidecar ${target.namespace}/${target.name}, which Slime made, is meshfence's now.`;
      recorder.record({
        regarding: regardingFence(world, key),
        type: 'Normal',
        reason: 'Adopted',
        action,
        note
      });
    }
  };
};
