/** The operation that this suite is about. */
export const UPDATE_USER_PREFERENCES = 'updateUserPreferences';
