# The probe of Acceleration: a whole firmware that brings the processor from reset to 64-bit mode with
# paging, as every kernel does, uses its floating point and SSE instructions, prints "K" on the debug
# port, and exits with 42. Where KVM itself runs on emulated virtualization, it is such instructions
# that are missing.
#
#   as --64 -o probe.o probe.S && objcopy -O binary -j .text probe.o probe.bin
#
# gives the bytes in Acceleration. They are the last 256 below 4 GiB; at reset, the code segment's
# base is 0xffff0000 and the instruction pointer 0xfff0.
.code16
start:
    cli
    cld
    xorw %ax, %ax
    movw %ax, %ds
    movw %ax, %es
    movw %ax, %ss
    # Page tables at 0x1000: the lowest and the highest 2 MiB of the first 4 GiB are mapped as they are.
    movw $0x1000, %di
    movw $0x2000, %cx
    rep stosw
    movw $0x2003, 0x1000
    movw $0x3003, 0x2000
    movw $0x0083, 0x3000
    movw $0x4003, 0x2018
    movl $0xffe00083, 0x4ff8
    lgdtl %cs:(gdtr - start + 0xff00)
    movl %cr4, %eax
    orl $0x620, %eax                    # PAE, OSFXSR, OSXMMEXCPT
    movl %eax, %cr4
    movl $0x1000, %eax
    movl %eax, %cr3
    movl $0xc0000080, %ecx              # EFER
    rdmsr
    orl $0x100, %eax                    # LME
    wrmsr
    movl $0x80000003, %eax              # PG, MP, PE
    movl %eax, %cr0
    ljmpl $8, $(long - start + 0xffffff00)
.code64
long:
    movl $0x8000, %esp
    fwait
    fninit
    fldpi
    fistpl 0x7000
    cmpl $3, 0x7000
    jne fail
    movl $1, %eax
    cpuid
    movd %edx, %xmm0
    movdqa %xmm0, %xmm1
    pxor %xmm0, %xmm1
    movd %xmm1, %eax
    testl %eax, %eax
    jne fail
    rdtsc
    movb $'K', %al
    outb %al, $0xe9
    movb $42, %al
    outb %al, $0xf4
fail:
    hlt
    jmp fail
.balign 8
gdtr:
    .word 15
    .long gdt - start + 0xffffff00
.balign 8
gdt:
    .quad 0
    .quad 0x00af9b000000ffff
.org 0xf0
.code16
    .byte 0xe9                          # jmp start, 16 bits
    .word start - . - 2
.org 0x100
