using Entente.Bodies;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>One's own name, under which others know who acts: a stranger at an open session must not change it.</summary>
[Authorize, RecentSignIn]
public sealed class AccountNamePage(Database database, DoorLog log) : DoorPage
{
    [BindProperty]
    public string? Name { get; set; }

    public void OnGet() => Name = Me!.Name;

    public async Task<IActionResult> OnPost()
    {
        if (!PersonName.IsGood(Name))
        {
            Problems.Add(nameof(Name), string.IsNullOrWhiteSpace(Name) ? T["sign-in.name.missing"] : T["sign-in.name.problem", ("longest", PersonName.Longest)]);
            return Again();
        }
        var name = Name!.Trim();
        if (name != Me!.Name)
            await database.Write(async connection =>
            {
                await People.Rename(connection, Me.Id, name);
                await log.Write(connection, HttpContext, Happened.Renamed, Me.Id, $"{Me.Name} → {name}");
            }, Cancelled);
        return Go("/account");
    }
}
