import type { Deployment } from '../../model/Deployment.js';

/** A name for a volume of ours that none of the user's volumes has. */
export const freeName = ({ volumes }: Deployment, name: string): string => {
  const names = [name, ...volumes.map((_, index) => `${name}-${index + 2}`)];
  return names.find(each => !volumes.some(volume => volume.name === each)) ?? name;
};
