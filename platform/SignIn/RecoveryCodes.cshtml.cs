using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>The codes just made: to print or to keep as a file, until the person says so or ten minutes have passed.</summary>
[Authorize]
public sealed class RecoveryCodesPage(Unfinished unfinished) : DoorPage
{
    [BindProperty(SupportsGet = true)]
    public string? Welcome { get; set; }

    public IReadOnlyList<string> Codes { get; private set; } = [];

    public async Task<IActionResult> OnGet() => await Fill() ? Page() : Go("/account");

    public async Task<IActionResult> OnGetFile() => await Fill()
        ? File(Encoding.UTF8.GetBytes($"{T["sign-in.codes.title"]} – Entente – {Me!.Email}\r\n\r\n{string.Join("\r\n", Codes)}\r\n"), "text/plain; charset=utf-8", "entente-codes.txt")
        : Go("/account");

    public async Task<IActionResult> OnPost()
    {
        await unfinished.Take(HttpContext, Steps.Codes);
        return Go("/account");
    }

    private async Task<bool> Fill()
    {
        if (await unfinished.Look(HttpContext, Steps.Codes) is not { } standing || standing.Person != Me!.Id)
            return false;
        Codes = standing.State;
        return true;
    }
}
