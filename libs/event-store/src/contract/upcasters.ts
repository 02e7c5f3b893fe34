import { registerUpcasters } from '../upcasters.js';

/** `Renamed` was written with `name`, then with `label`, and is read with `title`. */
export const contractUpcasters = registerUpcasters({
  Renamed: {
    1: ({ name, ...rest }) => ({ ...rest, label: name }),
    2: ({ label, ...rest }) => ({ ...rest, title: label }),
  },
});
