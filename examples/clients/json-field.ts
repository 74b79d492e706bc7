import type { Client } from 'reprise/client';

/** An order that was found has a total, and one that is more than nothing. */
const client: Client = {
  readsBody: true,

  judge(request, response) {
    if (!request.path.startsWith('/orders/') || response.status !== 200) return true;
    const { total } = response.json() as { total?: unknown };
    if (typeof total !== 'number') return 'the order has no total';
    return total > 0 || 'the total is not more than 0';
  },
};
export default client;
