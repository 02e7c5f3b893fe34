/** Of bars and lines; each 3:1 or better on white; a white line parts those that touch. */
export const colours = {
  early: '#237804',
  onTime: '#3d8bfd',
  late: '#a8071a',
  received: '#0958d9',
  resolved: '#237804',
};
