/** What a command that reads the tenant needs to be allowed, as its help says it. */

export const reads = `
Least permissions: Microsoft Graph Organization.Read.All, User.Read.All and GroupMember.Read.All (application);
Power Platform admin application; a read role (Service Reader) as application user in each environment.
\`seatledger doctor\` checks each of them and prints what mends what is missing.`
