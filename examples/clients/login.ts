import type { Client, ClientContext, StartContext } from 'reprise/client';

interface State {
  token: string;
  /** Under way for all whose token was refused. */
  login?: Promise<string>;
}

/** Logs in before the run, and again once the token is refused. */
const client: Client<State> = {
  start: async (context) => ({ token: await logIn(context) }),

  prepare(request, { state }) {
    request.setHeader('Authorization', `Bearer ${state.token}`);
    return request;
  },

  judge(_request, response, context) {
    if (response.status !== 401) return true;
    return renew(context);
  },
};
export default client;

async function logIn({ request, settings }: StartContext): Promise<string> {
  const { status, body } = await request({
    path: '/login',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: settings.user, password: process.env.SHOP_PASSWORD }),
  });
  if (status !== 200) throw new Error(`the login was answered ${status}`);
  return JSON.parse(body).access_token;
}

async function renew(context: ClientContext<State>): Promise<string> {
  const { state } = context;
  state.login ??= logIn(context).finally(() => {
    state.login = undefined;
  });
  state.token = await state.login;
  return 'the token was refused';
}
