/** The edition that is used where nobody names one. */
export const defaultEditionId = 'contact-center-2025-02'
