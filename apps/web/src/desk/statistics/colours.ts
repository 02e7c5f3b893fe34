/** Of bars and lines; each 3:1 or better on white, and told apart by their lightness, too. */
export const colours = {
  early: '#237804',
  onTime: '#69b1ff',
  late: '#a8071a',
  received: '#0958d9',
  resolved: '#237804',
};
