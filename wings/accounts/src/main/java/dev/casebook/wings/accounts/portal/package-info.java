/// The page where people keep their own credentials: plain HTML that needs no scripts, in English
/// and Chinese. The only package that knows the web server (Jetty), the mail library and QR codes.
///
/// A request becomes an `Ask`, `Desk` makes an `Answer` of it, and `PortalServer` alone knows that
/// both go over HTTP. Text becomes HTML in `Html` and nowhere else.
@NullMarked
package dev.casebook.wings.accounts.portal;

import org.jspecify.annotations.NullMarked;
