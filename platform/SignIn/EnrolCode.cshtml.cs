using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>The telephone learns the key from the picture or by typing; its first code proves that it did.</summary>
[AllowAnonymous, RecentSignIn]
public sealed class EnrolCodePage(Enrolling enrolling, Unfinished unfinished, TimeProvider time) : DoorPage
{
    private const string Issuer = "Entente";

    [BindProperty]
    public string? OneTimeCode { get; set; }

    public QrPicture Picture { get; private set; } = null!;

    public string TypedKey { get; private set; } = "";

    public async Task<IActionResult> OnGet() => await Fill() is null ? Go("/enrol/password") : Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Fill() is not (var who, var password))
            return Go("/enrol/password");
        if (OneTimeCodes.Accept(password.CodeKey, OneTimeCode ?? "", time.GetUtcNow(), lastAccepted: 0) is not { } step)
        {
            Problems.Add(nameof(OneTimeCode), T["sign-in.enrol.code.wrong"]);
            return Again();
        }
        if (await unfinished.Take(HttpContext, Steps.NewPassword) is null || await enrolling.Keep(HttpContext, who, password, step) is not { } codes)
            return Go("/enrol");
        await unfinished.Begin(HttpContext, Steps.Codes, who.Person.Id, codes);
        return Go("/account/recovery-codes" + who.Welcome);
    }

    private async Task<(Enrollee Who, NewPassword Password)?> Fill()
    {
        if (await enrolling.Who(HttpContext) is not { } who || await unfinished.Look(HttpContext, Steps.NewPassword) is not { } standing || standing.Person != who.Person.Id)
            return null;
        Picture = QrPicture.Of(OneTimeCodes.Uri(standing.State.CodeKey, Issuer, who.Person.Email));
        TypedKey = Base32.InGroups(Base32.Write(standing.State.CodeKey));
        return (who, standing.State);
    }
}
