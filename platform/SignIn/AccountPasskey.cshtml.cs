using System.Buffers.Text;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>Naming and removing one passkey. The last way in stays.</summary>
[Authorize, RecentSignIn]
public sealed class AccountPasskeyPage(AccountWays ways, Database database, DoorLog log, DoorMail mail) : DoorPage
{
    private const int LongestName = 100;

    [BindProperty]
    public string? Name { get; set; }

    public PasskeyShown Passkey { get; private set; } = null!;

    public bool IsLastWay { get; private set; }

    public async Task<IActionResult> OnGet(string key) => await Fill(key) ? Page() : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPost(string key)
    {
        if (!await Fill(key))
            return Refuse(StatusCodes.Status404NotFound);
        if (string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > LongestName)
        {
            Problems.Add(nameof(Name), T["sign-in.passkey.name.missing", ("longest", LongestName)]);
            return Again();
        }
        await database.Write(async connection =>
        {
            await Passkeys.Rename(connection, Me!.Id, Passkey.Id, Name.Trim());
            await log.Write(connection, HttpContext, Happened.PasskeyRenamed, Me.Id, Name.Trim());
        }, Cancelled);
        return Go("/account");
    }

    public async Task<IActionResult> OnPostRemove(string key)
    {
        if (!await Fill(key))
            return Refuse(StatusCodes.Status404NotFound);
        var removed = await database.Write(async connection =>
        {
            if (!(await Credentials.LockWays(connection, Me!.Id)).MayRemovePasskey)
                return false;
            await Passkeys.Remove(connection, Me.Id, Passkey.Id);
            await log.Write(connection, HttpContext, Happened.PasskeyRemoved, Me.Id, Passkey.Name);
            await mail.Tell(connection, HttpContext, Me, News.PasskeyRemoved);
            return true;
        }, Cancelled);
        if (removed)
            return Go("/account");
        Problems.Add(T["sign-in.ways.last"]);
        return Again(StatusCodes.Status409Conflict);
    }

    private async Task<bool> Fill(string key)
    {
        if (!Base64Url.IsValid(key))
            return false;
        var shown = await ways.Of(Me!.Id, Cancelled);
        Passkey = shown.Passkeys.FirstOrDefault(passkey => passkey.Key == key)!;
        IsLastWay = shown.Passkeys.Count == 1 && !shown.HasPassword;
        return Passkey is not null;
    }
}
