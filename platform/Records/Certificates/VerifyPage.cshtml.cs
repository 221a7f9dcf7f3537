using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Web;
using Entente.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Certificates;

/// <summary>Anybody who holds a certificate sees here whether it is genuine and what it is worth; nobody learns more than that by trying.</summary>
[AllowAnonymous]
public sealed class VerifyPage(Verification verification, Attempts attempts, TimeProvider time) : RoomPage
{
    /// <summary>A customs office checks hundreds; whoever is wrong this often tries numbers.</summary>
    public static readonly Allowance Wrong = new("verification", 30, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15), TimeSpan.FromHours(2));

    public string? Number { get; private set; }

    public string? Code { get; private set; }

    public Verified? Found { get; private set; }

    /// <summary>Whether a number and a code were given that belong to no certificate.</summary>
    public bool Unknown { get; private set; }

    public IReadOnlyList<SectionView> Sections => field ??= Found is null ? []
        : ContentView.Of(Found.Content, Found.Body, Today, T, Found.Standing, (section, asked) => PublicPart.Shows(Found.Published.Definition, section, asked));

    public CertificateStatus Status => Found!.Standing.On(Today);

    private DateOnly Today => Found!.Body.Today(time);

    public async Task<IActionResult> OnGetAsync(string? number, string? code)
    {
        (Number, Code) = (number, code);
        Response.Headers.CacheControl = "no-store";
        if (string.IsNullOrWhiteSpace(number) && string.IsNullOrWhiteSpace(code))
            return Page();
        var network = Attempts.NetworkOf(HttpContext.Connection.RemoteIpAddress);
        if (await attempts.Take(Wrong, network, Cancelled) is { } wait)
        {
            Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Refuse(StatusCodes.Status429TooManyRequests);
        }
        Found = await verification.Find(number, code, Cancelled);
        if (Found is null)
        {
            Unknown = true;
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }
        await attempts.Forgive(Wrong, network, Cancelled);
        return Page();
    }

    public string Say(LocalText text) => text.In(T.Language.Code).Text;

    public static StatusKind Look(CertificateStatus status) => status switch
    {
        CertificateStatus.Valid => StatusKind.Good,
        CertificateStatus.UsedUp or CertificateStatus.Submitted => StatusKind.Waiting,
        _ => StatusKind.Bad,
    };
}
