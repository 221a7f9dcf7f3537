using Microsoft.AspNetCore.Identity;

namespace Entente.SignIn;

/// <summary>How passwords are kept, and Identity's way to ask our rules.</summary>
public sealed class Passwords : IPasswordValidator<Account>
{
    // OWASP asks for more than 210,000 rounds of PBKDF2-SHA512; Identity's own default is 100,000.
    public static readonly PasswordHasherOptions Hashing = new() { IterationCount = 220_000 };

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(PasswordRules.Complaint(password ?? "", user.Person.Name, user.Person.Email) is { } key
            ? IdentityResult.Failed(new IdentityError { Code = key, Description = key })
            : IdentityResult.Success);
}
