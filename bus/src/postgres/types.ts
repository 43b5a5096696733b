// Element types of array parameters: postgres.js cannot tell them from a JavaScript array.
export const uuidType = 2950;
export const intType = 23;
export const bigintType = 20;
export const textType = 25;
export const byteaType = 17;
export const instantType = 1184;
