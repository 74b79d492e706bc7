import type { Client } from 'reprise/client';

/** Has a say in everything, and says nothing: what hooks cost by themselves. */
const client: Client = {
  prepare: (request) => request,
  judge: () => true,
};
export default client;
