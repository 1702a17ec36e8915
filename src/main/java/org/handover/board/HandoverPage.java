package org.handover.board;

import static org.handover.board.Section.HX_REQUEST;

import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.reading.Register;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;

/** One handover: the page, and its sections as pages and fragments of their own. */
@Controller
@RequestMapping("/handovers/{reference}")
class HandoverPage {

    private final Register register;
    private final Accounts accounts;

    HandoverPage(Register register, Accounts accounts) {
        this.register = register;
        this.accounts = accounts;
    }

    @GetMapping("/account")
    String account(
            @PathVariable String reference,
            @RequestHeader(name = HX_REQUEST, defaultValue = "false") boolean fragment,
            Model model) {
        Account account = accounts.take(register.find(reference));
        model.addAttribute("reference", account.reference());
        model.addAttribute("account", account);
        model.addAttribute("funnel", Funnel.of(account));
        return Section.of("board/handover-account", fragment);
    }
}
