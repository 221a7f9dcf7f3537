using Entente.Shared.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>New recovery codes, or an end to the password.</summary>
[Authorize, RecentSignIn]
public sealed class AccountPasswordPage(AccountWays ways, Credentials credentials, Unfinished unfinished, Database database, DoorLog log, DoorMail mail) : DoorPage
{
    public WaysShown Ways { get; private set; } = null!;

    public async Task<IActionResult> OnGet() => await Fill() ? Page() : Go("/account");

    public async Task<IActionResult> OnPostCodes()
    {
        if (!await Fill())
            return Go("/account");
        var codes = await database.Write(async connection =>
        {
            await log.Write(connection, HttpContext, Happened.RecoveryCodesMade, Me!.Id);
            await mail.Tell(connection, HttpContext, Me, News.RecoveryCodes);
            return await credentials.MakeRecoveryCodes(connection, Me.Id);
        }, Cancelled);
        await unfinished.Begin(HttpContext, Steps.Codes, Me!.Id, codes);
        return Go("/account/recovery-codes");
    }

    public async Task<IActionResult> OnPostRemove()
    {
        if (!await Fill())
            return Go("/account");
        var removed = await database.Write(async connection =>
        {
            if (!(await Credentials.LockWays(connection, Me!.Id)).MayRemovePassword)
                return false;
            await Credentials.RemovePassword(connection, Me.Id);
            await log.Write(connection, HttpContext, Happened.PasswordRemoved, Me.Id);
            await mail.Tell(connection, HttpContext, Me, News.PasswordRemoved);
            return true;
        }, Cancelled);
        if (removed)
            return Go("/account");
        Problems.Add(T["sign-in.ways.last"]);
        return Again(StatusCodes.Status409Conflict);
    }

    private async Task<bool> Fill() => (Ways = await ways.Of(Me!.Id, Cancelled)).HasPassword;
}
