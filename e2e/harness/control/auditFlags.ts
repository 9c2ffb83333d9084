import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that service accounts ask, and what anybody writes: who, what and how it ended, but no bodies. */
const policy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  omitManagedFields: true,
  rules: [
    { level: 'Metadata', userGroups: ['system:serviceaccounts'] },
    { level: 'Metadata', verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] },
    { level: 'None' }
  ]
};

/** What makes an API server write its audit log to a file. Each line is there before its request is answered. */
export const auditFlags = async (folder: string, log: string): Promise<Readonly<Record<string, string>>> => {
  const file = join(folder, 'audit-policy.json');
  await writeFile(file, JSON.stringify(policy));
  return {
    'audit-policy-file': file,
    'audit-log-path': log,
    'audit-log-mode': 'blocking-strict',
    'audit-log-maxsize': '1000'
  };
};
